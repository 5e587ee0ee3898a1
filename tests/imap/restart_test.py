"""A server that dies in the middle, for a moment or for good: afterwards every message is there once."""

import json
import subprocess
import time
from collections import Counter
from pathlib import Path

from delay_proxy import DelayProxy
from imap_fixture import PROGRAM, Dovecot, ImapTest, item_of, main

SOURCE = "many-600"
AWAY = 15  # seconds


class Restart(ImapTest):
    def make_server(self) -> Dovecot:
        return self.own_server()

    def counts(self, user: str) -> Counter:
        return Counter(item_of(one.content) for box in self.server.everything(user).values() for one in box)

    def whole(self) -> Counter:
        user = self.new_user()
        self.assertIn(self.migrate(self.sample(SOURCE), self.server.uri(user)).code, (0, 1))
        return self.counts(user)

    def begin(self, user: str, *options: object) -> subprocess.Popen:
        """Over a long wire, so that there is a middle."""
        wire = DelayProxy(int(self.server.settings["PORT"]), 0.05)
        self.addCleanup(wire.close)
        uri = self.server.uri(user).replace(f":{self.server.settings['PORT']}/", f":{wire.port}/")
        return subprocess.Popen([PROGRAM, "migrate", str(self.sample(SOURCE)), "--to", uri, "--report", "report", "--quiet",
                                 *map(str, options)],
                                cwd=self.dir, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                text=True, env=self.environment(RESTANTE_PASSWORD=self.server.settings["PASSWORD"]))

    def wait_for(self, user: str, count: int, process: subprocess.Popen) -> None:
        """Until that many messages lie on the server's disk."""
        place = Path(self.server.settings["MAIL_DIR"]) / user
        deadline = time.monotonic() + 60
        while sum(1 for _ in place.glob("Maildir/**/cur/*")) < count:
            self.assertIsNone(process.poll(), "it ended before it was in the middle")
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.002)

    def finish(self, process: subprocess.Popen, codes: tuple[int, ...]) -> None:
        _, error = process.communicate(timeout=300)
        self.assertIn(process.returncode, codes, error)

    def complete(self, user: str) -> None:
        done = self.migrate(self.sample(SOURCE), self.server.uri(user))
        self.assertIn(done.code, (0, 1), done.err)

    def test_for_a_moment(self) -> None:
        """The run goes on by itself."""
        whole = self.whole()
        for count in (1, 100, 300):
            user = self.new_user()
            process = self.begin(user)
            self.wait_for(user, count, process)
            self.server.command("stop", "immediate")
            self.server.start()
            self.finish(process, (0, 1))
            self.assertEqual(self.counts(user), whole)
            self.assertIn("IMAP-008", (self.dir / "report/restante-report.json").read_text())

    def test_for_some_time(self) -> None:
        """Whether the connection is tried that long or the mailbox begun anew: nobody has to say "resume"."""
        whole, user = self.whole(), self.new_user()
        process = self.begin(user)
        self.wait_for(user, 200, process)
        self.server.command("stop", "immediate")
        time.sleep(AWAY)
        self.assertIsNone(process.poll(), "it gave up")
        self.server.start()
        self.finish(process, (0, 1))
        self.assertEqual(self.counts(user), whole)
        report = json.loads((self.dir / "report/restante-report.json").read_text())
        self.assertEqual(report["failed"], [])

    def test_for_good_and_again(self) -> None:
        whole, user = self.whole(), self.new_user()
        process = self.begin(user, "--patience", 0)
        self.wait_for(user, 200, process)
        self.server.command("stop", "immediate")
        self.finish(process, (74,))
        self.server.start()
        before = self.counts(user)
        self.assertEqual(set(before.values()), {1})
        self.assertLess(len(before), len(whole))
        self.complete(user)
        self.assertEqual(self.counts(user), whole)

    def test_the_program_dies(self) -> None:
        whole = self.whole()
        for count in (1, 150, 400):
            user = self.new_user()
            process = self.begin(user)
            self.wait_for(user, count, process)
            process.kill()
            process.communicate(timeout=60)
            self.complete(user)
            self.assertEqual(self.counts(user), whole)


if __name__ == "__main__":
    main()
