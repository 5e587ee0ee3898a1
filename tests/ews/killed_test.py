"""kill -9 at random instants and resume: counted at the server, every message is there once, and verify finds them all."""

import random
import subprocess
import time
from collections import Counter

from ews_fixture import PROGRAM, EwsTest, main

SOURCE = "many-600"
INSTANTS = 12


class Killed(EwsTest):
    def go(self, ledger: object, user: str, *more: str) -> list[str]:
        return [PROGRAM, "migrate", str(self.sample(SOURCE)), "--to", self.uri(user), "--ledger", str(ledger), "--quiet", *more]

    def whole(self) -> tuple[Counter, float]:
        started = time.monotonic()
        done = self.migrate(self.sample(SOURCE), self.uri("whole"), "--ledger", self.home / "whole.sqlite")
        self.assertIn(done.code, (0, 1), done.err)
        return self.counts("whole"), time.monotonic() - started

    def test_at_random_instants(self) -> None:
        whole, seconds = self.whole()
        self.assertGreater(len(whole), 590)
        chance, killed, unfinished = random.Random(1999), 0, 0
        environment = self.environment(RESTANTE_PASSWORD=self.server.password)
        for instant in range(INSTANTS):
            with self.subTest(instant=instant):
                user, ledger = f"killed{instant}", self.home / f"{instant}.sqlite"
                process = subprocess.Popen(self.go(ledger, user), cwd=self.dir, env=environment, stdin=subprocess.DEVNULL,
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(chance.uniform(0, seconds))
                process.kill()
                killed += process.wait() < 0
                unfinished += 0 < len(self.counts(user)) < len(whole)
                done = self.run_program("resume", ledger, RESTANTE_PASSWORD=self.server.password)
                if done.code == 66:  # it died before it was on record
                    done = self.migrate(self.sample(SOURCE), self.uri(user), "--ledger", ledger)
                self.assertIn(done.code, (0, 1), done.err)
                self.assertEqual(self.counts(user), whole)
                verified = self.run_program("verify", ledger, RESTANTE_PASSWORD=self.server.password)
                self.assertEqual(verified.code, 0, verified.out.decode() + verified.err)
        self.assertGreater(killed, INSTANTS // 4, "too few runs were killed in the middle")
        self.assertGreater(unfinished, 0)

    def test_verify_misses_what_is_gone(self) -> None:
        self.whole()
        mailbox = self.server.store.mailbox("whole")
        folder = max(mailbox.folders.values(), key=lambda one: len(one.items))
        folder.items.pop()
        verified = self.run_program("verify", self.home / "whole.sqlite", RESTANTE_PASSWORD=self.server.password)
        self.assertNotEqual(verified.code, 0)


if __name__ == "__main__":
    main()
