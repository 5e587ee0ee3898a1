#!/usr/bin/env python3
r"""Measures what a worker asks of a large ledger: median, 99th percentile and worst time of each operation.

    bench/claims_bench.py --bench build/release/ledger_bench (--sqlite FILE | --url postgresql://...) \
        [--units 100000] [--items 1000000] [--mailboxes 5000] [--workers 1 4 16] [--times FILE]

The place must be empty; it is filled with that many mailboxes, in runs of a hundred, and items, half of both complete already.
`ledger_bench` then claims, intends, confirms and releases mailboxes through the program's own interface: first one worker alone,
then several at once, each a process without a pause of its own, which shows how much the database can do at most. At the end
everything is complete or leased, and a worker looks for work in vain. Two tables in Markdown are printed. --times FILE keeps
all measured times as JSON, for fleet_simulation.py.
"""

import argparse
import contextlib
import json
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

UNITS_OF_RUN = 100
LEASED = 1000  # at the end: as many as there may be workers


def series(name: str, last: int, sqlite: bool) -> str:
    """A table of one column n, 0 ... last."""
    if sqlite:
        return f"{name}(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM {name} WHERE n < {last})"
    return f"{name}(n) AS (SELECT generate_series(0, {last}))"


def filling(units: int, items: int, sqlite: bool) -> list[str]:
    """The first half of the units is complete, as in the middle of a migration."""
    runs, each = units // UNITS_OF_RUN, items // units
    hexadecimal = "printf('%032x', {0})" if sqlite else "lpad(to_hex({0}), 32, '0')"
    run_id = hexadecimal.format("n")
    unit_run = hexadecimal.format(f"n / {UNITS_OF_RUN}")
    # Scattered as real identities are, and never the same twice: the factor is odd.
    item_id = hexadecimal.format("(a.n * 2654435761) % 4294967296 * 4096 + b.n")
    recursive = "WITH RECURSIVE"
    return [
        f"{recursive} {series('r', runs - 1, sqlite)} INSERT INTO run (id, turn, source, targets, settings) "
        f"SELECT {run_id}, n + 1, '/mnt/postoffices/PO' || n, 'maildir:/mnt/mail', '{{}}' FROM r",
        f"{recursive} {series('u', units - 1, sqlite)} INSERT INTO unit (run, kind, source, position, name, address, messages, state, "
        f"worker, lease_until, attempt, result) SELECT {unit_run}, 1, '/mnt/postoffices/PO' || (n / {UNITS_OF_RUN}), "
        f"n % {UNITS_OF_RUN}, 'USER' || n, 'MS:NET/PO/USER' || n, {each}, CASE WHEN n < {units // 2} THEN 2 ELSE 0 END, '', 0, 0, '' "
        "FROM u ORDER BY n",
        f"{recursive} {series('a', units // 2 - 1, sqlite)}, {series('b', each - 1, sqlite)} INSERT INTO item (unit, target, item_id, "
        f"item, state, size, sha256, place, error) SELECT (SELECT min(id) FROM unit) + a.n, 0, {item_id}, 'Inbox/' || b.n, 3, 2000, "
        f"{item_id}, 'Inbox', '' FROM a, b",
        # The others are known, too: that is the most a ledger can hold of them.
        f"{recursive} {series('a', units - units // 2 - 1, sqlite)}, {series('b', each - 1, sqlite)} INSERT INTO item (unit, target, "
        f"item_id, item, state, size, sha256, place, error) SELECT (SELECT min(id) FROM unit) + {units // 2} + a.n, 0, {item_id}, "
        f"'Inbox/' || b.n, 0, 2000, {item_id}, 'Inbox', '' FROM a, b",
    ]


class Place:
    def __init__(self, arguments: argparse.Namespace):
        self.sqlite = arguments.sqlite is not None
        self.name = str(arguments.sqlite) if self.sqlite else arguments.url

    def ask(self, statement: str) -> str:
        if self.sqlite:
            with contextlib.closing(sqlite3.connect(self.name, isolation_level=None)) as database:
                return "\n".join(str(row[0]) for row in database.execute(statement).fetchall())
        command = ["psql", "-XAtqc", statement, self.name]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def fill(self, bench: Path, units: int, items: int) -> None:
        subprocess.run([bench, self.name, "0"], check=True, capture_output=True)  # makes the tables
        if self.ask("SELECT count(*) FROM unit") != "0":
            sys.exit("the place is not empty")
        for statement in filling(units, items, self.sqlite):
            self.ask(statement)
        self.ask("ANALYZE")


def run(bench: Path, place: Place, mailboxes: int, workers: int) -> tuple[dict[str, list[float]], float]:
    """All times by operation, and how long it took."""
    started = time.perf_counter()
    running = [subprocess.Popen([bench, place.name, str(mailboxes // workers)], stdout=subprocess.PIPE, text=True)
               for _ in range(workers)]
    times: dict[str, list[float]] = {}
    for process in running:
        output, _ = process.communicate()
        if process.returncode:
            sys.exit(f"ledger_bench: {process.returncode}")
        for operation, measured in json.loads(output).items():
            times.setdefault(operation, []).extend(measured)
    return times, time.perf_counter() - started


def row(name: str, measured: list[float]) -> str:
    ordered = sorted(measured)
    worst = ordered[-1] / 1000
    return (f"| {name} | {len(ordered)} | {statistics.median(ordered) / 1000:.2f} | "
            f"{ordered[int(len(ordered) * 0.99)] / 1000:.2f} | {worst:.1f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--sqlite", type=Path)
    parser.add_argument("--url")
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--mailboxes", type=int, default=5_000, help="for each number of workers")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--times", type=Path)
    arguments = parser.parse_args()
    if (arguments.sqlite is None) == (arguments.url is None):
        parser.error("one of --sqlite and --url")
    place = Place(arguments)
    started = time.perf_counter()
    place.fill(arguments.bench, arguments.units, arguments.items)
    print(f"filled in {time.perf_counter() - started:.0f} s", file=sys.stderr)

    kept, speeds, rates = {}, {}, []
    print("| operation | times | median ms | 99 % ms | worst ms |\n|---|---|---|---|---|")
    for workers in arguments.workers:
        times, seconds = run(arguments.bench, place, arguments.mailboxes, workers)
        kept[str(workers)] = times
        speeds[str(workers)] = sum(map(len, times.values())) / seconds
        mailboxes = len(times["release"])
        rates.append(f"| {workers} | {mailboxes / seconds:.0f} | {speeds[str(workers)]:.0f} |")
        for operation, measured in times.items():
            print(row(f"{operation}, {workers} at once" if workers > 1 else operation, measured))
    place.ask(f"UPDATE unit SET state = CASE WHEN id % {arguments.units // LEASED} = 0 THEN 1 ELSE 2 END, worker = 'elsewhere/1/1', "
              "lease_until = 99999999999")
    times, _ = run(arguments.bench, place, 0, 1)
    print(row(f"claim, {LEASED} leased and nothing left", times["claim, nothing left"]))
    print("\n| workers without a pause | mailboxes/s | operations/s |\n|---|---|---|")
    print("\n".join(rates))
    if arguments.times:
        arguments.times.write_text(json.dumps({"times": kept, "operations_per_second": speeds, "units": arguments.units, "items": arguments.items}))


if __name__ == "__main__":
    main()
