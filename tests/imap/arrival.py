"""Compares what has arrived at a server with what the eml target writes."""

import datetime
import email
import time
from pathlib import Path

from imap_fixture import ImapTest, Stored, item_of

ZONE = "Europe/Berlin"
NOW = time.time() - 1


class ArrivalTest(ImapTest):
    def eml(self, source: Path) -> dict[str, tuple[bytes, float]]:
        """item id -> content and arrival, as the eml target keeps them."""
        done = self.run_program("migrate", source, "--to", f"eml:eml-{source.stem}", "--timezone", ZONE)
        self.assertIn(done.code, (0, 1), done.err)
        found = {}
        for path in (self.dir / f"eml-{source.stem}").rglob("*.eml"):
            content = path.read_bytes()
            found[item_of(content)] = (content, path.stat().st_mtime)
        return found

    def compare(self, name: str) -> None:
        source, user = self.sample(name), self.new_user()
        expected = self.eml(source)
        done = self.migrate(source, self.server.uri(user), "--timezone", ZONE, "--report", f"report-{name}")
        self.assertIn(done.code, (0, 1), done.err)
        stored = [one for mailbox in self.server.everything(user).values() for one in mailbox]
        self.assertEqual(len(stored), len(expected))
        for one in stored:
            content, arrival = expected.pop(item_of(one.content))
            self.assertEqual(one.content, content)
            # Messages without a date are of the first second of 1970 there.
            date = datetime.datetime.strptime(one.date, "%d-%b-%Y %H:%M:%S %z")
            # Dovecot takes the present for dates to come.
            late = self.server.keeps_no_future and arrival >= NOW
            self.assertEqual(date.timestamp(), max(date.timestamp(), NOW) if late else arrival, one.date)
            self.check_flags(one)
        self.assertEqual(expected, {})

    def check_flags(self, one: Stored) -> None:
        message = email.message_from_bytes(one.content)
        words = (message["X-Restante-Status"] or "").split()
        self.assertEqual(rb"\Seen" in one.flags, "read" in words)
        in_outbox = message["X-Restante-Folder"] == "Outbox"
        if rb"\Draft" in one.flags:
            self.assertTrue(in_outbox or "unsent" in words)
        self.assertLessEqual(one.flags, {rb"\Seen", rb"\Draft"})
