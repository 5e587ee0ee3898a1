"""A worker that sleeps in the middle of a mailbox until its lease is over, another that does its work meanwhile, and the first
one waking up: counted on the target, everything is there once."""

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import unittest
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "imap"))
from imap_fixture import Dovecot, item_of  # noqa: E402
from ledger_fixture import DATABASES, PROGRAM, SECONDS, LedgerTest, can_trace, main  # noqa: E402

KINDS = ("maildir", "mbox", "pst", "imap")
INSTANTS = 2  # for each kind and database
TRIES = 12  # to stop a worker in the middle: the machine may be faster than the wait before
LONGEST_WAIT = 0.25  # seconds from the first lease to the stop
SENDS = (44, 53, 60, 61, 70)  # pieces sent to the server: between them lie a few batches of messages
USERS = 2
MESSAGES = 500


class ExpiredLease(LedgerTest):
    users = 0

    def setUp(self) -> None:
        super().setUp()
        self.server = Dovecot()
        self.office = self.dir / "office"
        done = self.run_program("forge", self.office, "--users", USERS, "--messages", MESSAGES, "--seed", 5)
        self.assertEqual(done.code, 0, done.err)
        self.chance = random.Random(1993)

    def environment(self, **more: str) -> dict[str, str]:
        return super().environment(**more) | {"RESTANTE_PASSWORD": self.server.settings["PASSWORD"]}

    def new_target(self, kind: str) -> tuple[str, str]:
        """Where to, and the name under which `content` finds it."""
        ExpiredLease.users += 1
        name = f"lease{os.getpid()}-{ExpiredLease.users}"
        return (self.server.uri(name, "{mailbox}") if kind == "imap" else f"{kind}:{name}"), name

    def content(self, kind: str, name: str) -> Counter:
        if kind == "imap":
            return Counter((box, item_of(one.content)) for box, stored in self.server.everything(name).items() for one in stored)
        places = list((self.dir / name).glob("office-*"))
        return Counter(self.delivered(places[0] if places else self.dir / name).items())

    def whole(self, kind: str) -> Counter:
        target, name = self.new_target(kind)
        done = self.run_program("migrate", self.office, "--to", target, "--no-shared", "--quiet")
        self.assertIn(done.code, (0, 1), done.err)
        content = self.content(kind, name)
        self.assertGreater(len(content), USERS)
        self.assertEqual(set(content.values()), {1})
        return content

    def worker(self, ledger: str) -> subprocess.Popen:
        return subprocess.Popen([PROGRAM, "worker", "--ledger", ledger, "--quiet"], cwd=self.dir, env=self.environment(),
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def ask(self, ledger: str, statement: str) -> str | None:
        """Nothing when somebody stands in the way."""
        if "://" not in ledger:
            try:
                with contextlib.closing(sqlite3.connect(ledger, timeout=0.3, isolation_level=None)) as database:
                    return "\n".join(str(row[0]) for row in database.execute(statement).fetchall())
            except sqlite3.OperationalError:  # locked
                return None
        done = subprocess.run(["psql", "-XAtqc", f"SET lock_timeout = '300ms'; {statement}", ledger], capture_output=True, text=True,
                              check=False)
        return done.stdout.strip() if done.returncode == 0 else None

    def stopped_in_a_mailbox(self, ledger: str, longest_wait: float) -> subprocess.Popen | None:
        """A worker that does not move and whose lease has just ended; nothing when it was too fast."""
        sleeper = self.worker(ledger)
        while self.ask(ledger, "SELECT count(*) FROM unit WHERE kind = 1 AND state = 1") in ("0", None):
            if sleeper.poll() is not None:
                return None
        time.sleep(self.chance.uniform(0, longest_wait))
        while sleeper.poll() is None:
            sleeper.send_signal(signal.SIGSTOP)
            # Not while it holds the ledger itself: everybody would wait for it, with a lease or without.
            if self.ask(ledger, "UPDATE unit SET lease_until = 1 WHERE kind = 1 AND state = 1") is not None:
                if self.ask(ledger, "SELECT count(*) FROM unit WHERE kind = 1 AND state = 1 AND lease_until = 1") == "1":
                    return sleeper
            sleeper.send_signal(signal.SIGCONT)
            time.sleep(0.002)
        sleeper.communicate()
        return None

    def test_the_first_wakes_up(self) -> None:
        for kind in KINDS:
            whole = self.whole(kind)
            for database in DATABASES:
                taken_over = 0
                longest_wait = LONGEST_WAIT
                for attempt in range(TRIES):
                    with self.subTest(target=kind, database=database, attempt=attempt):
                        in_the_middle = self.wakes_up(kind, database, whole, longest_wait=longest_wait)
                        taken_over += in_the_middle
                        longest_wait *= 1 if in_the_middle else 0.5
                    if taken_over == INSTANTS:
                        break
                self.assertEqual(taken_over, INSTANTS, f"{kind}, {database}: not often enough stopped in the middle")

    @unittest.skipUnless(can_trace(), "processes may not be traced here")
    def test_asleep_between_intention_and_sending(self) -> None:
        """A mail server cannot be told that somebody has lost his lease: who wakes up there must find out himself."""
        whole = self.whole("imap")
        in_the_middle = 0
        for number in SENDS:
            with self.subTest(send=number):
                in_the_middle += self.wakes_up("imap", "sqlite", whole, number)
        self.assertGreater(in_the_middle, len(SENDS) // 2)

    def stopped_at_send(self, ledger: str, number: int) -> subprocess.Popen | None:
        """The same, asleep at the n-th piece it sends to the server; what traces it may be waited for instead of it."""
        log = self.home / f"trace-{number}"
        tracer = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", log, "-e", "trace=sendto", "-e", f"inject=sendto:signal=STOP:when={number}", PROGRAM,
             "worker", "--ledger", ledger, "--quiet"], cwd=self.dir, env=self.environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(self.end, tracer)
        waited = time.monotonic()
        while not (log.exists() and "stopped by SIGSTOP" in log.read_text()):
            if tracer.poll() is not None:
                return None
            self.assertLess(time.monotonic() - waited, SECONDS)
            time.sleep(0.01)
        self.asleep = int(Path(f"/proc/{tracer.pid}/task/{tracer.pid}/children").read_text().split()[0])
        self.addCleanup(self.kill_if_there, self.asleep)
        # Without a mailbox in hand it was too early.
        if self.ask(ledger, "UPDATE unit SET lease_until = 1 WHERE kind = 1 AND state = 1 RETURNING 1") != "1":
            return None
        return tracer

    def kill_if_there(self, process: int) -> None:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def wakes_up(self, kind: str, database: str, whole: Counter, send: int = 0, longest_wait: float = LONGEST_WAIT) -> bool:
        ledger = self.make_ledger(database)
        target, name = self.new_target(kind)
        done = self.run_program("plan", self.office, "--to", target, "--no-shared", "--ledger", ledger)
        self.assertEqual(done.code, 0, done.err)
        sleeper = self.stopped_at_send(ledger, send) if send else self.stopped_in_a_mailbox(ledger, longest_wait)
        if sleeper is None:
            return False
        slept_since = time.monotonic()
        if not send:
            self.asleep = sleeper.pid
            self.addCleanup(self.end, sleeper)
        second = self.worker(ledger)
        _, error = second.communicate(timeout=SECONDS)
        self.assertIn(second.returncode, (0, 1, 2), error)
        self.assertEqual(self.ask(ledger, "SELECT count(*) FROM unit WHERE kind = 1 AND attempt = 2"), "1", "nobody took over")
        # Files are locked by whoever sleeps over them: then the mailbox waits until that is settled. A mail server locks nothing.
        self.assert_done(ledger, leased=0 if kind == "imap" else 1)
        # Nobody sleeps over his lease in less than a second: until then a worker may trust what it knows.
        time.sleep(max(0.0, slept_since + 1.1 - time.monotonic()))
        os.kill(self.asleep, signal.SIGCONT)
        _, error = sleeper.communicate(timeout=SECONDS)
        self.assertIn(sleeper.returncode, (0, 1, 2), error)
        self.assert_done(ledger)
        content = self.content(kind, name)
        self.assertEqual({one: content[one] - whole[one] for one in content | whole if content[one] != whole[one]}, {})
        verified = self.run_program("verify", ledger)
        self.assertEqual(verified.code, 0, verified.out.decode() + verified.err)
        return True

    def end(self, process: subprocess.Popen) -> None:
        process.kill()
        process.communicate()

    def assert_done(self, ledger: str, leased: int = 0) -> None:
        status = json.loads(self.run_program("status", "--ledger", ledger, "--json").out)
        boxes = status["mailboxes"]
        self.assertEqual(boxes["planned"] + boxes["failed"] + boxes["incomplete"], 0, status)
        self.assertLessEqual(boxes["leased"], leased, status)
        self.assertGreaterEqual(boxes["complete"], USERS - leased)


if __name__ == "__main__":
    main()
