"""kill -9 at every write to the ledger and at random instants: what is there after resume is there once."""

import os
import random
import subprocess
import time
import unittest

from ledger_fixture import DATABASES, MOST_WRITES, PROGRAM, SAMPLES, SECONDS, TARGETS, LedgerTest, can_trace, main

SOURCE = SAMPLES / "attachments.mmf"
# A write to the ledger is one to its journal, or one to the database's socket.
WRITES = {"sqlite": "pwrite64", "postgresql": "sendto"}
# RESTANTE_EVERY_WRITE=1: none is left out. Otherwise each pair of target and database has its own distance, and starts elsewhere.
EVERY = os.environ.get("RESTANTE_EVERY_WRITE") == "1"
STRIDE = {("maildir", "sqlite"): 2, ("mbox", "sqlite"): 5, ("eml", "sqlite"): 11, ("pst", "sqlite"): 4,
          ("maildir", "postgresql"): 3, ("mbox", "postgresql"): 7, ("eml", "postgresql"): 13, ("pst", "postgresql"): 5}
RANDOM_INSTANTS = 200  # over all targets and databases


class Killed(LedgerTest):
    def run_until(self, number: int, ledger: str, target: str, call: str) -> bool:
        """False when the program came to its end before that many writes."""
        where = ["-P", f"{ledger}-wal", "-P", ledger] if call == "pwrite64" else []
        done = subprocess.run(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", *where,
             "-e", f"inject={call}:signal=KILL:when={number}", PROGRAM, "migrate", str(SOURCE), "--to", target,
             "--ledger", ledger, "--quiet"],
            cwd=self.dir, env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
        return done.returncode not in (0, 1)

    def check_completed(self, ledger: str, kind: str, place: str, whole: dict[str, str]) -> None:
        done = self.go_on(ledger, SOURCE, f"{kind}:{place}")
        self.assertIn(done.code, (0, 1), done.err)
        self.assertEqual(self.delivered(self.dir / place), whole)
        verified = self.run_program("verify", ledger)
        self.assertEqual(verified.code, 0, verified.out.decode() + verified.err)
        self.assertNotIn(b" 0 of 0 there", verified.out)

    @unittest.skipUnless(can_trace(), "processes may not be traced here")
    def test_at_every_write(self) -> None:
        killed = 0
        for (kind, database), stride in STRIDE.items():
            whole = self.undisturbed(kind, SOURCE)
            stride = 1 if EVERY else stride
            number = (stride + 1) // 2
            while number < MOST_WRITES:
                place = f"out-{kind}-{database}-{number}"
                with self.subTest(target=kind, database=database, write=number):
                    ledger = self.make_ledger(database)
                    if not self.run_until(number, ledger, f"{kind}:{place}", WRITES[database]):
                        break
                    killed += 1
                    self.check_completed(ledger, kind, place, whole)
                number += stride
            self.assertGreater(number, 10, "the program writes less to its ledger than it must")
        self.assertGreater(killed, 100)

    def test_at_random_instants(self) -> None:
        chance = random.Random(1997)
        killed = 0
        pairs = [(kind, database) for kind in TARGETS for database in DATABASES]
        whole = {kind: self.undisturbed(kind, SOURCE) for kind in TARGETS}
        ledgers = {database: self.make_ledger(database) for database in DATABASES}
        started = time.monotonic()
        self.run_program("migrate", SOURCE, "--to", "maildir:timed", "--ledger", ledgers["postgresql"])
        seconds = time.monotonic() - started
        for instant in range(RANDOM_INSTANTS):
            kind, database = pairs[instant % len(pairs)]
            place = f"random-{instant}"
            with self.subTest(target=kind, database=database, instant=instant):
                process = subprocess.Popen([PROGRAM, "migrate", SOURCE, "--to", f"{kind}:{place}", "--ledger",
                                            ledgers[database], "--quiet"], cwd=self.dir, env=self.environment(),
                                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(chance.uniform(0, seconds))
                process.kill()
                in_time = process.wait() < 0
                killed += in_time
                seconds *= 1.03 if in_time else 0.9  # the machine is not always as fast as it was
                # One ledger holds all these runs: the last one begun may be another target's.
                done = self.run_program("migrate", SOURCE, "--to", f"{kind}:{place}", "--ledger", ledgers[database])
                self.assertIn(done.code, (0, 1), done.err)
                self.assertEqual(self.delivered(self.dir / place), whole[kind])
        self.assertGreater(killed, RANDOM_INSTANTS // 4, "too few runs were killed in the middle")


if __name__ == "__main__":
    main()
