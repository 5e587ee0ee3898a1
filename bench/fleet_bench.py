#!/usr/bin/env python3
"""How much faster several workers are than one: postoffices to files or to an IMAP server, with one PostgreSQL ledger.

    bench/fleet_bench.py --program build/release/restante --url postgresql://... [--offices 500] [--users 8] [--messages 10]
        [--workers 1 2] [--runs 2] [--target maildir|imap] [--together SECONDS] [--place DIR]

The postoffices are forged once (each of another seed) and planned anew for every run, in a database of its own that is dropped
afterwards. Workers, database and everything else share the processors of this machine. Beside the times stands what the workers
and the database used of the processors, so that the table tells what the limit was. Runs of one and of several workers alternate.
With --target imap the server is the Dovecot of the tests, over a wire on which a question and its answer take 20 ms. The last row is what
this machine can do at most: so many runs side by side of one postoffice each, without any ledger, compared with one after the other.
With --together the fleets work at the same time instead, each with a ledger of its own, and what they have done after so many seconds is
compared: whatever else the machine does meanwhile hinders all of them. That is fair where they mostly wait, for a server over its wire.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "imap"))
from delay_proxy import DelayProxy  # noqa: E402
from imap_fixture import Dovecot  # noqa: E402

ONE_WAY = 0.010  # seconds
BAD_RESULT = "a worker ended with {}"
NOTHING_LEFT = "a worker was done before the time was over: take more --offices or fewer seconds"


def run(*command: object, **options) -> None:
    subprocess.run([str(part) for part in command], check=True, stdin=subprocess.DEVNULL, **options)


def forge(program: str, place: Path, offices: int, users: int, messages: int) -> None:
    for number in range(offices):
        office = place / f"PO{number:04}"
        if not office.exists():
            run(program, "forge", office, "--users", users, "--messages", messages, "--seed", number, stdout=subprocess.DEVNULL)


def busy_seconds() -> float:
    """Of all processors together, since the machine was started."""
    fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    user, nice, system, _, _, interrupts, soft = map(int, fields[:7])
    return (user + nice + system + interrupts + soft) / os.sysconf("SC_CLK_TCK")


class Server:
    """Everything that goes to it lands in a folder of its own for each run."""

    def __init__(self) -> None:
        self.dovecot = Dovecot()
        self.wire = DelayProxy(int(self.dovecot.settings["PORT"]), ONE_WAY)
        os.environ["RESTANTE_PASSWORD"] = self.dovecot.settings["PASSWORD"]

    def uri(self, name: str) -> str:
        return f"imap://{{mailbox}}@127.0.0.1:{self.wire.port}/{name}?starttls=no"


def ceiling(options: argparse.Namespace, office: Path, workers: int) -> float:
    """Without ledger, database and server."""
    def migrate(number: int) -> None:
        subprocess.run([options.program, "migrate", office, "--to", f"maildir:{options.place}/alone-{number}", "--workers", "1", "--quiet",
                        "--ledger", f"{options.place}/alone-{number}/ledger.sqlite"], stdin=subprocess.DEVNULL, check=False)

    def seconds(at_once: int) -> float:
        began = time.monotonic()
        with ThreadPoolExecutor(at_once) as threads:
            list(threads.map(migrate, range(workers)))
        taken = time.monotonic() - began
        for number in range(workers):
            shutil.rmtree(options.place / f"alone-{number}", ignore_errors=True)
        return taken

    return statistics.median(seconds(1) / seconds(workers) for _ in range(3))


def measure(options: argparse.Namespace, offices: list[Path], workers: int, number: int, at: Server | None) -> tuple[float, float, float]:
    name = f"fleet_bench_{os.getpid()}_{number}"
    server, _, _ = options.url.rpartition("/")
    run("psql", "-q", options.url, "-c", f"CREATE DATABASE {name}")
    out = options.place / f"out-{name}"
    ledger = f"{server}/{name}"
    try:
        run(options.program, "plan", *offices, "--to", at.uri(name) if at else f"{options.target}:{out}", "--no-shared",
            "--ledger", ledger, stderr=subprocess.DEVNULL)
        os.sync()
        before, busy, began = resource.getrusage(resource.RUSAGE_CHILDREN), busy_seconds(), time.monotonic()
        processes = [subprocess.Popen([options.program, "worker", "--ledger", ledger, "--quiet"], stdin=subprocess.DEVNULL)
                     for _ in range(workers)]
        codes = [process.wait() for process in processes]
        seconds, busy = time.monotonic() - began, busy_seconds() - busy
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if any(code not in (0, 1) for code in codes):
            sys.exit(BAD_RESULT.format(codes))
        return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, busy
    finally:
        run("psql", "-q", options.url, "-c", f"DROP DATABASE {name}")
        shutil.rmtree(out, ignore_errors=True)


class Side:
    """One of several fleets that work at the same time."""

    def __init__(self, options: argparse.Namespace, offices: list[Path], workers: int, at: Server | None) -> None:
        self.options, self.workers = options, workers
        name = f"fleet_bench_{os.getpid()}_{workers}"
        self.name, self.out = name, options.place / f"out-{name}"
        run("psql", "-q", options.url, "-c", f"CREATE DATABASE {name}")
        self.ledger = f"{options.url.rpartition('/')[0]}/{name}"
        run(options.program, "plan", *offices, "--to", at.uri(name) if at else f"{options.target}:{self.out}", "--no-shared",
            "--ledger", self.ledger, stderr=subprocess.DEVNULL)

    def begin(self) -> None:
        self.processes = [subprocess.Popen([self.options.program, "worker", "--ledger", self.ledger, "--quiet"], stdin=subprocess.DEVNULL)
                          for _ in range(self.workers)]

    def done(self) -> int:
        """Messages that are where they should be."""
        answer = subprocess.run(["psql", "-Atq", self.ledger, "-c", "SELECT count(*) FROM item WHERE state = 3"], check=True,
                                capture_output=True, text=True)
        return int(answer.stdout)

    def end(self) -> None:
        for process in self.processes:
            if process.poll() is not None:
                sys.exit(NOTHING_LEFT)
            process.terminate()
        for process in self.processes:
            process.wait()
        run("psql", "-q", self.options.url, "-c", f"DROP DATABASE {self.name}")
        shutil.rmtree(self.out, ignore_errors=True)


def compare_together(options: argparse.Namespace, offices: list[Path], at: Server | None) -> None:
    sides = [Side(options, offices, workers, at) for workers in options.workers]
    busy = busy_seconds()
    for side in sides:
        side.begin()
    time.sleep(options.together)
    counts = [side.done() for side in sides]
    busy = busy_seconds() - busy
    for side in sides:
        side.end()
    print(f"{len(offices)} postoffices, {options.together} s, {os.cpu_count()} processors, busy for {busy:.0f} s, load {os.getloadavg()[0]:.1f}\n")
    print("| workers | messages delivered | times as many |")
    print("|---|---|---|")
    for side, count in zip(sides, counts):
        print(f"| {side.workers} | {count} | {count / counts[0]:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("--offices", type=int, default=500)
    parser.add_argument("--users", type=int, default=8)
    parser.add_argument("--messages", type=int, default=10, help="of each user")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--target", default="maildir")
    parser.add_argument("--together", type=int, default=0, metavar="SECONDS")
    parser.add_argument("--place", type=Path, default=Path("build/bench/fleet"))
    options = parser.parse_args()
    options.program, options.place = str(Path(options.program).absolute()), options.place.absolute()
    offices = options.place / f"offices-{options.users}-{options.messages}"
    offices.mkdir(parents=True, exist_ok=True)
    forge(options.program, offices, options.offices, options.users, options.messages)
    sources = sorted(offices.iterdir())[: options.offices]
    at = Server() if options.target == "imap" else None
    if options.together:
        compare_together(options, sources, at)
        return
    measured: dict[int, list[tuple[float, float, float]]] = {workers: [] for workers in options.workers}
    for repeat in range(options.runs):
        for workers in options.workers:
            measured[workers].append(measure(options, sources, workers, repeat * 100 + workers, at))
            print(workers, *(f"{value:.1f}" for value in measured[workers][-1]), file=sys.stderr)
    print(f"{len(sources)} postoffices, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    print("| workers | seconds | times as fast | processor seconds of the workers | of the whole machine |")
    print("|---|---|---|---|---|")
    alone = statistics.median(one[0] for one in measured[options.workers[0]])
    for workers, runs in measured.items():
        seconds, own, busy = (statistics.median(one[column] for one in runs) for column in range(3))
        print(f"| {workers} | {seconds:.1f} | {alone / seconds:.2f} | {own:.1f} | {busy:.1f} |")
    most = max(options.workers)
    largest = options.place / "alone"
    if not largest.exists():
        run(options.program, "forge", largest, "--users", 50, "--messages", 4000, "--seed", 7, stdout=subprocess.DEVNULL)
    print(f"| {most} runs without ledger | - | {ceiling(options, largest, most):.2f} | - | - |")


if __name__ == "__main__":
    main()
