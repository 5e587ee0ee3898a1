"""Many postoffices, several workers, one ledger."""

import json
import os
import signal
import sqlite3
import subprocess
import time

from ledger_fixture import DATABASES, PROGRAM, SECONDS, LedgerTest, main, tree

OFFICES = 8


class Fleet(LedgerTest):
    def setUp(self) -> None:
        super().setUp()
        self.offices = self.dir / "offices"
        for number in range(OFFICES):
            done = self.run_program("forge", self.offices / f"PO{number}", "--users", 4, "--messages", 60, "--seed", number,
                                    "--layout", "hidden" if number % 2 else "retail-3.2")
            if done.code == 64:  # a layout of another name
                done = self.run_program("forge", self.offices / f"PO{number}", "--users", 4, "--messages", 60, "--seed", number)
            self.assertEqual(done.code, 0, done.err)
        self.sources = sorted(self.offices.iterdir())

    def plan(self, ledger: str, target: str):
        return self.run_program("plan", *self.sources, "--to", target, "--ledger", ledger)

    def worker(self, ledger: str, *options: object) -> subprocess.Popen:
        return subprocess.Popen([PROGRAM, "worker", "--ledger", ledger, "--quiet", *map(str, options)], cwd=self.dir,
                                env=self.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True)

    def status(self, ledger: str) -> dict:
        return json.loads(self.run_program("status", "--ledger", ledger, "--json").out)

    def one_by_one(self) -> dict[str, dict[str, str]]:
        """What migrate makes of each source."""
        results = {}
        for source in self.sources:
            done = self.run_program("migrate", source, "--to", f"maildir:alone/{source.name}", "--quiet")
            self.assertIn(done.code, (0, 1, 2), done.err)
            results[source.name] = self.delivered(self.dir / "alone" / source.name)
        return results

    def by_fleet(self, place: str) -> dict[str, dict[str, str]]:
        return {path.name.rsplit("-", 1)[0]: self.delivered(path) for path in (self.dir / place).iterdir()}

    def test_two_workers_do_what_one_run_each_does(self) -> None:
        alone = self.one_by_one()
        for database in DATABASES:
            with self.subTest(database):
                ledger = self.make_ledger(database)
                done = self.plan(ledger, f"maildir:fleet-{database}")
                self.assertEqual(done.code, 0, done.err)
                self.assertIn(f"{OFFICES} sources registered", done.err)
                self.assertIn("0 sources registered", self.plan(ledger, f"maildir:fleet-{database}").err)
                before = self.status(ledger)
                self.assertEqual(before["sources"]["planned"], OFFICES)
                workers = [self.worker(ledger) for _ in range(2)]
                for process in workers:
                    _, error = process.communicate(timeout=SECONDS)
                    self.assertIn(process.returncode, (0, 1, 2), error)
                after = self.status(ledger)
                self.assertEqual(after["sources"]["complete"], OFFICES)
                self.assertEqual(after["mailboxes"]["planned"] + after["mailboxes"]["leased"], 0)
                self.assertEqual(after["workers"], [])
                self.assertEqual(self.by_fleet(f"fleet-{database}"), alone)

    def test_a_killed_worker_is_replaced(self) -> None:
        alone = self.one_by_one()
        for database in DATABASES:
            with self.subTest(database):
                ledger = self.make_ledger(database)
                self.plan(ledger, f"maildir:killed-{database}")
                for number in range(12):
                    process = self.worker(ledger)
                    time.sleep(0.03 * number)
                    process.send_signal(signal.SIGKILL)
                    process.communicate()
                process = self.worker(ledger)
                _, error = process.communicate(timeout=SECONDS)
                self.assertIn(process.returncode, (0, 1, 2), error)
                self.assertEqual(self.by_fleet(f"killed-{database}"), alone)
                self.assertEqual(self.status(ledger)["sources"]["complete"], OFFICES)

    def test_who_is_still_there_takes_over_from_the_killed(self) -> None:
        """Nobody has to start another one: whoever finds nothing to do looks for the dead before it ends."""
        ledger = self.make_ledger("postgresql")
        self.plan(ledger, "maildir:last")
        victim, other = self.worker(ledger), self.worker(ledger)
        waited = time.monotonic()
        while True:
            while len(self.status(ledger)["workers"]) < 2:
                self.assertLess(time.monotonic() - waited, SECONDS)
            victim.send_signal(signal.SIGSTOP)  # so that what is seen of it stays true
            if len(self.status(ledger)["workers"]) == 2:
                break
            victim.send_signal(signal.SIGCONT)
        victim.kill()
        victim.communicate()
        _, error = other.communicate(timeout=SECONDS)
        self.assertIn(other.returncode, (0, 1, 2), error)
        self.assertEqual(self.status(ledger)["workers"], [])
        self.assertEqual(self.status(ledger)["sources"]["complete"], OFFICES)
        self.assertEqual(self.by_fleet("last"), self.one_by_one())

    def test_who_stays_takes_over_from_another_machine(self) -> None:
        """Nothing tells that a worker elsewhere is dead but its lease, which runs out."""
        ledger = self.make_ledger("sqlite")
        self.plan(ledger, "maildir:stay")
        self.worker(ledger, "--most", OFFICES).communicate(timeout=SECONDS)
        with sqlite3.connect(self.dir / ledger) as database:
            database.execute("UPDATE unit SET state = 1, worker = 'elsewhere/1/1', lease_until = unixepoch() + 6 WHERE id = "
                             "(SELECT max(id) FROM unit WHERE state = 0)")
        done = self.run_program("worker", "--ledger", ledger, "--quiet")
        self.assertIn(done.code, (0, 1, 2), done.err)
        self.assertEqual([one["name"] for one in self.status(ledger)["workers"]], ["elsewhere/1/1"])
        done = self.run_program("worker", "--ledger", ledger, "--stay")
        self.assertIn("1 mailboxes done", done.err)
        self.assertEqual(self.status(ledger)["workers"], [])
        self.assertEqual(self.by_fleet("stay"), self.one_by_one())

    def test_interrupted_workers_leave_the_rest(self) -> None:
        ledger = self.make_ledger("sqlite")
        self.plan(ledger, "maildir:most")
        done = self.run_program("worker", "--ledger", ledger, "--most", 2)
        self.assertIn(done.code, (0, 1, 2), done.err)
        self.assertGreater(self.status(ledger)["sources"]["planned"], 0)

    def test_each_source_has_its_report(self) -> None:
        ledger = self.make_ledger("sqlite")
        self.plan(ledger, "eml:reported")
        self.worker(ledger).communicate(timeout=SECONDS)
        done = self.run_program("report", ledger, "--json")
        self.assertEqual(done.code, 0, done.err)
        report = json.loads(done.out)
        self.assertGreater(report["totals"]["messages"]["delivered"], 0)
        self.assertNotIn("stopped", report)
        verified = self.run_program("verify", ledger)
        self.assertEqual(verified.code, 0, verified.out)

    def test_refused(self) -> None:
        ledger = self.make_ledger("sqlite")
        self.assert_refused(self.run_program("plan", "nowhere", "--to", "maildir:x", "--ledger", ledger), 66, "nowhere")
        self.assert_refused(self.run_program("plan", self.sources[0], "--to", "json:x.json", "--ledger", ledger), 64, "one product")
        self.assert_refused(self.run_program("worker", "--ledger", "nothing.sqlite"), 66, "no ledger")
        self.assert_refused(self.run_program("status", "--ledger", "nothing.sqlite"), 66, "no ledger")

    def test_a_source_that_cannot_be_opened_stops_nobody(self) -> None:
        ledger = self.make_ledger("sqlite")
        empty = self.offices / "PO-empty"
        empty.mkdir()
        self.sources = [empty, self.sources[0]]
        self.plan(ledger, "maildir:mixed")
        process = self.worker(ledger)
        process.communicate(timeout=SECONDS)
        self.assertEqual(process.returncode, 2)
        status = self.status(ledger)
        self.assertEqual((status["sources"]["failed"], status["sources"]["complete"]), (1, 1))
        self.assertEqual([one["source"].rsplit("/", 1)[1] for one in status["troubled"] if one["failed"]], ["PO-empty"])


if __name__ == "__main__":
    main()
