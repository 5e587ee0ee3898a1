"""kill -9 at every write to the ledger and at random instants while a mail server is the target: counted on the server, every
message is there once."""

import os
import random
import subprocess
import sys
import time
import unittest
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "imap"))
from imap_fixture import Dovecot, item_of  # noqa: E402
from ledger_fixture import DATABASES, MOST_WRITES, PROGRAM, SAMPLES, SECONDS, LedgerTest, can_trace, main  # noqa: E402

SOURCE = SAMPLES / "attachments.mmf"
CALLS = {"sqlite": "pwrite64", "postgresql": "sendto"}
EVERY = os.environ.get("RESTANTE_EVERY_WRITE") == "1"
STRIDE = {"sqlite": 1 if EVERY else 5, "postgresql": 1 if EVERY else 9}
RANDOM_INSTANTS = 30


class KilledImap(LedgerTest):
    users = 0

    def setUp(self) -> None:
        super().setUp()
        self.server = Dovecot()

    def environment(self, **more: str) -> dict[str, str]:
        return super().environment(**more) | {"RESTANTE_PASSWORD": self.server.settings["PASSWORD"]}

    def new_user(self) -> str:
        KilledImap.users += 1
        return f"killed{os.getpid()}-{KilledImap.users}"

    def counts(self, user: str) -> Counter:
        return Counter((box, item_of(one.content)) for box, stored in self.server.everything(user).items() for one in stored)

    def whole(self) -> Counter:
        user = self.new_user()
        done = self.run_program("migrate", SOURCE, "--to", self.server.uri(user), "--ledger", self.make_ledger("sqlite"))
        self.assertIn(done.code, (0, 1), done.err)
        counts = self.counts(user)
        self.assertGreater(len(counts), 3)
        self.assertEqual(set(counts.values()), {1})
        return counts

    def check_completed(self, ledger: str, user: str, whole: Counter) -> None:
        done = self.go_on(ledger, SOURCE, self.server.uri(user))
        self.assertIn(done.code, (0, 1), done.err)
        self.assertEqual(self.counts(user), whole)
        verified = self.run_program("verify", ledger)
        self.assertEqual(verified.code, 0, verified.out.decode() + verified.err)

    @unittest.skipUnless(can_trace(), "processes may not be traced here")
    def test_at_every_write(self) -> None:
        whole = self.whole()
        killed = 0
        for database in DATABASES:
            number = (STRIDE[database] + 1) // 2
            while number < MOST_WRITES:
                with self.subTest(database=database, write=number):
                    user, ledger, call = self.new_user(), self.make_ledger(database), CALLS[database]
                    where = ["-P", f"{ledger}-wal", "-P", ledger] if database == "sqlite" else []
                    done = subprocess.run(
                        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", *where,
                         "-e", f"inject={call}:signal=KILL:when={number}", PROGRAM, "migrate", str(SOURCE), "--to",
                         self.server.uri(user), "--ledger", ledger, "--quiet"], cwd=self.dir, env=self.environment(),
                        stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
                    if done.returncode in (0, 1):
                        break
                    killed += 1
                    self.check_completed(ledger, user, whole)
                number += STRIDE[database]
        self.assertGreater(killed, 20)

    def test_at_random_instants(self) -> None:
        whole = self.whole()
        chance = random.Random(1999)
        started = time.monotonic()
        self.whole()
        seconds = time.monotonic() - started
        killed = 0
        for instant in range(RANDOM_INSTANTS):
            database = DATABASES[instant % 2]
            with self.subTest(database=database, instant=instant):
                user, ledger = self.new_user(), self.make_ledger(database)
                process = subprocess.Popen([PROGRAM, "migrate", SOURCE, "--to", self.server.uri(user), "--ledger", ledger,
                                            "--quiet"], cwd=self.dir, env=self.environment(), stdin=subprocess.DEVNULL,
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(chance.uniform(0, seconds))
                process.kill()
                in_time = process.wait() < 0
                killed += in_time
                seconds *= 1.03 if in_time else 0.9  # the machine is not always as fast as it was
                self.check_completed(ledger, user, whole)
        self.assertGreater(killed, RANDOM_INSTANTS // 4, "too few runs were killed in the middle")


if __name__ == "__main__":
    main()
