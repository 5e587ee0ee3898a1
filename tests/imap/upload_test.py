"""What arrives at a Dovecot is what the eml target writes, with flags and dates; a second run doubles nothing."""

import email
import email.policy
from collections import Counter

from arrival import ZONE, ArrivalTest
from imap_fixture import SAMPLES, item_of, main

SAMPLE_NAMES = sorted(path.stem for path in SAMPLES.glob("*.mmf"))


class Upload(ArrivalTest):
    def test_every_sample_byte_for_byte(self) -> None:
        self.assertGreater(len(SAMPLE_NAMES), 30)
        for name in SAMPLE_NAMES:
            with self.subTest(name):
                self.compare(name)

    def test_twice_is_once(self) -> None:
        user = self.new_user()
        for scheme in ("imap", "imaps", "imap"):
            done = self.migrate(self.sample("many-600"), self.server.uri(user, scheme=scheme), "--report", scheme)
            self.assertIn(done.code, (0, 1), done.err)
        counts = Counter(item_of(one.content) for box in self.server.everything(user).values() for one in box)
        self.assertGreater(len(counts), 590)
        self.assertEqual(set(counts.values()), {1})
        self.assertEqual(self.report_of("imap")["already_there"], len(counts))

    def test_roles_find_the_folders_of_the_server(self) -> None:
        user = self.new_user()
        done = self.migrate(self.sample("std-folders"), self.server.uri(user))
        self.assertIn(done.code, (0, 1), done.err)
        names = self.server.mailboxes(user)
        for name in ("INBOX", "Sent Items", "Trash", "Drafts"):
            self.assertIn(name, names)
        for name in ("Sent mail", "Wastebasket", "Deleted mail", "Outbox"):
            self.assertNotIn(name, names)

    def test_below_a_root(self) -> None:
        user = self.new_user()
        done = self.migrate(self.sample("basic"), self.server.uri(user, "Old%20mail/1995"))
        self.assertIn(done.code, (0, 1), done.err)
        filled = [name for name, box in self.server.everything(user).items() if box]
        self.assertNotEqual(filled, [])
        for name in filled:
            self.assertTrue(name.startswith("Old mail.1995."), name)

    def test_every_folder_name(self) -> None:
        user = self.new_user()
        done = self.migrate(self.sample("many-folders"), self.server.uri(user), "--report", "report")
        self.assertIn(done.code, (0, 1), done.err)
        report = self.report_of()
        self.assertEqual(report["totals"]["folders"]["failed"], 0)
        self.assertGreater(report["totals"]["folders"]["delivered"], 10)
        names = set(self.server.mailboxes(user)) - {"INBOX", "Sent Items", "Trash", "Drafts"}
        self.assertGreater(len(names), 10)
        with self.server.connect(user) as client:
            subscribed = b" ".join(line for line in client.lsub()[1] if line)
        for name in names:
            self.assertIn(name.encode(), subscribed)

    def test_meetings_are_calendar_parts(self) -> None:
        """Issue: nothing lost, meetings in IMAP form."""
        user = self.new_user()
        done = self.migrate(self.sample("schedule"), self.server.uri(user), "--timezone", ZONE)
        self.assertIn(done.code, (0, 1), done.err)
        methods = set()
        for box in self.server.everything(user).values():
            for one in box:
                message = email.message_from_bytes(one.content, policy=email.policy.default)
                methods |= {part.get_param("method") for part in message.walk()
                            if part.get_content_type() == "text/calendar"}
        self.assertTrue({"REQUEST", "REPLY"} <= methods, methods)

    def test_B17_answers_find_the_sender(self) -> None:
        """Q177998: clients could not answer migrated mail, because senders had no Internet address."""
        user = self.new_user()
        done = self.migrate(self.sample("triples"), self.server.uri(user), "--domain", "example.org")
        self.assertIn(done.code, (0, 1), done.err)
        stored = [one for box in self.server.everything(user).values() for one in box]
        self.assertGreater(len(stored), 0)
        senders = [address for one in stored for address in
                   email.message_from_bytes(one.content, policy=email.policy.default)["From"].addresses]
        self.assertTrue(any(sender.domain == "example.org" for sender in senders), senders)
        for sender in senders:
            self.assertTrue(sender.username and sender.domain, sender)

    def test_a_dry_run_sends_nothing(self) -> None:
        user = self.new_user()
        done = self.migrate(self.sample("basic"), self.server.uri(user), "--dry-run")
        self.assertIn(done.code, (0, 1), done.err)
        self.assertEqual([name for name, box in self.server.everything(user).items() if box], [])


if __name__ == "__main__":
    main()
