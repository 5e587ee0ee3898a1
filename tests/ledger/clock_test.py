"""Clocks that jump and clocks that disagree: leases end early or late, and still everything is there once.

libfaketime stands between the programs and the clock of the machine. A SQLite ledger knows only the clocks of its workers,
PostgreSQL has its own."""

import json
import os
import random
import shlex
import signal
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

from ledger_fixture import PROGRAM, SECONDS, SERVER, TARGETS, LedgerTest, main

LIBRARY = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)
JUMPS = ("+0", "+1h", "-1d", "+40d", "-9y", "+3m", "-3m")
OFFICES = 5
# A worker's clock means little to PostgreSQL, which has its own.
PAIRS = [(kind, "sqlite") for kind in TARGETS] + [("maildir", "postgresql")]


class Clock:
    """What the programs that are started with `environment` take for the time; may be set at any moment."""

    def __init__(self, place: Path, offset: str = "+0"):
        self.place, self.setting = place, threading.Lock()
        self.set(offset)
        # What measures lengths of time goes on as it does on a real machine whose date is set.
        self.environment = {"LD_PRELOAD": str(LIBRARY), "FAKETIME_TIMESTAMP_FILE": str(place), "FAKETIME_NO_CACHE": "1",
                            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_RESET": "1"}

    def set(self, offset: str) -> None:
        new = self.place.with_suffix(".new")
        with self.setting:  # the test sets it while another thread makes it jump
            new.write_text(offset + "\n")
            new.chmod(0o644)
            new.replace(self.place)


class Jumping(threading.Thread):
    """Sets the clock every few milliseconds until stopped."""

    def __init__(self, clock: Clock, seed: int):
        super().__init__(daemon=True)
        self.clock, self.chance, self.over = clock, random.Random(seed), threading.Event()

    def run(self) -> None:
        while not self.over.wait(self.chance.uniform(0.005, 0.05)):
            self.clock.set(self.chance.choice(JUMPS))

    def __enter__(self) -> "Jumping":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.join()


class Clocks(LedgerTest):
    def setUp(self) -> None:
        super().setUp()
        self.assertIsNotNone(LIBRARY, "libfaketime is not installed")
        os.chmod(self.home.parent, 0o755)  # PostgreSQL looks at its clock as another user

        self.addCleanup(self.remove_what_faketime_left)

    @staticmethod
    def remove_what_faketime_left() -> None:
        """A program that is killed leaves its share of memory, named by its process, behind for ever."""
        for path in Path("/dev/shm").glob("*faketime_s*_*"):
            if not Path("/proc", path.name.rpartition("_")[2]).exists():
                path.unlink(missing_ok=True)

    def make_clock(self, name: str, offset: str = "+0") -> Clock:
        return Clock(self.home.parent / f"clock-{name}", offset)

    def forge(self, path: Path, **options: object) -> Path:
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        self.assertEqual(self.run_program("forge", path, *words).code, 0)
        return path

    def start(self, clock: Clock, *words: object) -> subprocess.Popen:
        return subprocess.Popen([PROGRAM, *map(str, words), "--quiet"], cwd=self.dir, env=self.environment(**clock.environment),
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def wait_for_mail(self, place: Path, process: subprocess.Popen) -> None:
        waited = time.monotonic()
        while not any(path.is_file() and "restante" not in path.name for path in place.rglob("*")) and process.poll() is None:
            self.assertLess(time.monotonic() - waited, SECONDS)
            time.sleep(0.005)

    def events(self, ledger: str) -> list[str]:
        if "://" not in ledger:
            with sqlite3.connect(ledger) as database:
                return [at for at, in database.execute("SELECT at FROM event")]
        done = subprocess.run(["psql", "-XAtqc", "SELECT at FROM event", ledger], check=True, capture_output=True, text=True)
        return done.stdout.split()

    def assert_verified(self, ledger: str) -> None:
        """Every run of the ledger: each item is on the target, once, with its bytes."""
        if "://" in ledger:
            ids = subprocess.run(["psql", "-XAtqc", "SELECT id FROM run", ledger], check=True, capture_output=True, text=True).stdout.split()
        else:
            with sqlite3.connect(ledger) as database:
                ids = [one for one, in database.execute("SELECT id FROM run")]
        self.assertTrue(ids)
        for one in ids:
            verified = self.run_program("verify", ledger, "--run", one)
            self.assertEqual(verified.code, 0, verified.out.decode() + verified.err)

    def test_a_clock_that_jumps_during_a_run(self) -> None:
        office = self.forge(self.dir / "office", users=8, messages=900, seed=11)
        for number, (kind, database) in enumerate(PAIRS):
            with self.subTest(target=kind, database=database):
                whole = self.undisturbed(kind, office)
                ledger, place = self.make_ledger(database), f"out-{kind}-{database}"
                clock = self.make_clock(place)
                with Jumping(clock, number):
                    for after in (0.0, 0.1, 0.2):
                        process = self.start(clock, "migrate", office, "--to", f"{kind}:{place}", "--ledger", ledger)
                        self.wait_for_mail(self.dir / place, process)
                        time.sleep(after)
                        process.kill()
                        process.communicate()
                    clock.set("-2d")
                done = self.run_program("resume", ledger, **clock.environment)
                self.assertIn(done.code, (0, 1), done.err)
                self.assertEqual(self.delivered(self.dir / place), whole)
                self.assert_verified(ledger)
                if database == "sqlite":  # or the clock did not jump at all
                    self.assertGreater(len({at[:10] for at in self.events(ledger)}), 1)

    def plan(self, ledger: str, target: str) -> None:
        offices = [self.dir / "offices" / f"PO{number}" for number in range(OFFICES)]
        for number, office in enumerate(offices):
            if not office.exists():
                self.forge(office, users=4, messages=250, seed=number)
        done = self.run_program("plan", *offices, "--to", target, "--ledger", ledger)
        self.assertEqual(done.code, 0, done.err)

    def by_one_run_each(self, kind: str) -> dict[str, dict[str, str]]:
        results = {}
        for office in sorted((self.dir / "offices").iterdir()):
            place = self.dir / f"alone-{kind}" / office.name
            done = self.run_program("migrate", office, "--to", f"{kind}:{place}", "--quiet")
            self.assertIn(done.code, (0, 1, 2), done.err)
            results[office.name] = self.delivered(place)
        return results

    def by_fleet(self, place: str) -> dict[str, dict[str, str]]:
        return {path.name.rsplit("-", 1)[0]: self.delivered(path) for path in (self.dir / place).iterdir()}

    def finish(self, *workers: subprocess.Popen) -> None:
        for process in workers:
            _, error = process.communicate(timeout=SECONDS)
            self.assertIn(process.returncode, (0, 1, 2), error)

    def assert_fleet_is_done(self, ledger: str, kind: str, place: str) -> None:
        status = json.loads(self.run_program("status", "--ledger", ledger, "--json").out)
        self.assertEqual(status["sources"]["complete"], OFFICES, status)
        self.assertEqual(status["mailboxes"]["planned"] + status["mailboxes"]["leased"], 0, status)
        alone, fleet = self.by_one_run_each(kind), self.by_fleet(place)
        self.assertEqual(sorted(fleet), sorted(alone))
        for source, mail in alone.items():
            self.assertEqual(set(fleet[source].items()) ^ set(mail.items()), set(), source)
        self.assert_verified(ledger)

    def test_workers_whose_clocks_disagree(self) -> None:
        """Whoever is ahead takes what the other has in hand for given up."""
        for kind, database in PAIRS:
            with self.subTest(target=kind, database=database):
                ledger, place = self.make_ledger(database), f"fleet-{kind}-{database}"
                self.plan(ledger, f"{kind}:{place}")
                behind = self.start(self.make_clock("behind", "-1d"), "worker", "--ledger", ledger)
                ahead = self.start(self.make_clock("ahead", "+1h"), "worker", "--ledger", ledger)
                right = self.start(self.make_clock("right"), "worker", "--ledger", ledger)
                self.wait_for_mail(self.dir / place, right)
                right.send_signal(signal.SIGKILL)
                right.communicate()
                far_behind = self.start(self.make_clock("far-behind", "-9y"), "worker", "--ledger", ledger)
                self.finish(behind, ahead, far_behind)
                # What the last one had may count as leased until its own clock says otherwise.
                self.finish(self.start(self.make_clock("end", "+1d"), "worker", "--ledger", ledger))
                self.assert_fleet_is_done(ledger, kind, place)

    def start_server_with(self, clock: Clock) -> str:
        """A server of one's own, started as its script has started it, but for the clock."""
        own = os.environ | {"RESTANTE_SERVERS": str(self.home / "servers")}
        os.chmod(self.home, 0o755)
        started = subprocess.run([SERVER, "start"], check=True, env=own, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        subprocess.run([SERVER, "stop"], check=True, env=own, capture_output=True)
        data = self.home / "servers" / "postgresql" / "data"
        command = ["env", *(f"{name}={value}" for name, value in clock.environment.items()),
                   *shlex.split((data / "postmaster.opts").read_text())]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
        server = subprocess.Popen(command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(server.wait)
        self.addCleanup(server.send_signal, signal.SIGINT)
        url = dict(line.split("=", 1) for line in started.stdout.splitlines())["URL"]
        waited = time.monotonic()
        while subprocess.run(["psql", "-XAtqc", "SELECT 1", url], capture_output=True, check=False).returncode:
            self.assertLess(time.monotonic() - waited, SECONDS)
            time.sleep(0.1)
        return url

    def wait_for_a_jump(self, ledger: str) -> None:
        """Workers may be done before their events show it."""
        dates, waited = set(), time.monotonic()
        while len(dates) < 2:
            self.assertLess(time.monotonic() - waited, SECONDS, "the clock of the database does not jump")
            done = subprocess.run(["psql", "-XAtqc", "SELECT clock_timestamp()::date", ledger], check=True, capture_output=True, text=True)
            dates.add(done.stdout)

    def test_the_clock_of_the_database_jumps(self) -> None:
        clock = self.make_clock("database")
        ledger = self.start_server_with(clock)
        self.plan(ledger, "maildir:mail")
        right = self.make_clock("right")
        with Jumping(clock, 7):
            first, second = (self.start(right, "worker", "--ledger", ledger) for _ in range(2))
            self.wait_for_mail(self.dir / "mail", first)
            first.kill()
            first.communicate()
            self.wait_for_a_jump(ledger)
            self.finish(second, self.start(right, "worker", "--ledger", ledger))
        clock.set("+1y")
        self.finish(self.start(right, "worker", "--ledger", ledger))
        self.assert_fleet_is_done(ledger, "maildir", "mail")


if __name__ == "__main__":
    main()
