"""A server that dies in the middle, for a moment or for good: afterwards every message is there once."""

import subprocess
import threading
import time
from collections import Counter

from imap_fixture import PROGRAM, Dovecot, ImapTest, item_of, main

SOURCE = "many-600"


class Restart(ImapTest):
    def make_server(self) -> Dovecot:
        return self.own_server()

    def counts(self, user: str) -> Counter:
        return Counter(item_of(one.content) for box in self.server.everything(user).values() for one in box)

    def whole(self) -> Counter:
        user = self.new_user()
        self.assertIn(self.migrate(self.sample(SOURCE), self.server.uri(user)).code, (0, 1))
        return self.counts(user)

    def begin(self, user: str) -> subprocess.Popen:
        return subprocess.Popen([PROGRAM, "migrate", str(self.sample(SOURCE)), "--to", self.server.uri(user), "--report",
                                 "report", "--quiet"], cwd=self.dir, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True,
                                env=self.environment(RESTANTE_PASSWORD=self.server.settings["PASSWORD"]))

    def seconds(self) -> float:
        started = time.monotonic()
        self.migrate(self.sample(SOURCE), self.server.uri(self.new_user()))
        return time.monotonic() - started

    def test_for_a_moment(self) -> None:
        """The run goes on by itself."""
        whole, seconds = self.whole(), self.seconds()
        met = 0
        for part in (0.3, 0.5, 0.7, 0.9):
            user = self.new_user()
            process = self.begin(user)
            time.sleep(seconds * part)
            self.server.command("stop", "immediate")
            self.server.start()
            _, error = process.communicate(timeout=120)
            self.assertIn(process.returncode, (0, 1, 69), error)
            if process.returncode == 69:  # it had not begun
                continue
            self.assertEqual(self.counts(user), whole)
            met += "IMAP-008" in (self.dir / "report/restante-report.json").read_text()
        self.assertGreater(met, 0, "the server was never missed")

    def test_for_good_and_again(self) -> None:
        whole, seconds = self.whole(), self.seconds()
        user = self.new_user()
        process = self.begin(user)
        time.sleep(seconds * 0.6)
        self.server.command("stop", "immediate")
        _, error = process.communicate(timeout=120)
        self.assertIn(process.returncode, (69, 74), error)
        self.server.start()
        before = self.counts(user)
        self.assertLessEqual(set(before.values()), {1})
        done = self.migrate(self.sample(SOURCE), self.server.uri(user))
        self.assertIn(done.code, (0, 1), done.err)
        self.assertEqual(self.counts(user), whole)

    def test_the_program_dies(self) -> None:
        whole, seconds = self.whole(), self.seconds()
        for part in (0.2, 0.4, 0.6, 0.8):
            user = self.new_user()
            process = self.begin(user)
            time.sleep(seconds * part)
            process.kill()
            process.communicate(timeout=60)
            done = self.migrate(self.sample(SOURCE), self.server.uri(user))
            self.assertIn(done.code, (0, 1), done.err)
            self.assertEqual(self.counts(user), whole)


if __name__ == "__main__":
    main()
