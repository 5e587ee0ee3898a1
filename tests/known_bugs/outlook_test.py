"""States and special folders: drafts, deleted mail, reminders, and where mail programs look for them."""

import unittest

from known_bugs import KnownBug, main, store
from pst_model import DELETED, OUTBOX, SENT  # known_bugs says where it is
from message_file import FROM_ME, READ, SUBMITTED, UNSENT, folder, inbox, message

FLAG_READ, FLAG_UNSENT, FLAG_SUBMITTED = 0x01, 0x08, 0x04
STATES = [("received", "inbox", READ, False), ("draft", "inbox", UNSENT | FROM_ME, True),
          ("sent", "sent", READ | UNSENT | SUBMITTED | FROM_ME, False), ("bare sent", "sent", READ | UNSENT, False),
          ("waiting", "outbox", UNSENT | SUBMITTED | FROM_ME, True), ("thrown away", "deleted", READ, False),
          ("thrown away draft", "deleted", UNSENT | FROM_ME, True), ("unread", "inbox", 0, False)]
ROLES = {"inbox": "Inbox", "sent": "Sent mail", "outbox": "Outbox", "deleted": "Wastebasket"}


class States(KnownBug):
    def all_states(self):
        folders = [folder(name, [message(subject=subject, status=status) for subject, place, status, _ in STATES if place == role],
                          role=role) for role, name in ROLES.items()]
        return self.make(*folders)

    def test_q200278_drafts_are_drafts_and_sent_mail_is_none(self):
        path = self.all_states()
        wanted = {subject: draft for subject, _, _, draft in STATES}
        self.deliver(path, "maildir:maildir")
        self.assertEqual({mail["Subject"]: "D" in mail.get_flags() for mail in self.maildir()}, wanted)
        self.assertEqual({item.subject: bool(item.get(0x0E07) & FLAG_UNSENT) for item in self.items(path)}, wanted)
        self.deliver(path, "mbox:box")
        drafts = b"".join(box.read_bytes() for box in (self.dir / "box").rglob("*.mbox")).count(b"\nX-Status: T")
        self.assertEqual(drafts, sum(wanted.values()))

    def test_q216287_deleted_mail_is_in_its_folder_and_not_marked_for_removal(self):
        path = self.all_states()
        self.deliver(path, "maildir:maildir")
        self.assertFalse([mail for mail in self.maildir() if "T" in mail.get_flags()])
        self.assertEqual(len(list((self.dir / "maildir").rglob(".Wastebasket/cur/*"))), 2)
        self.deliver(path, "pst:outlook")
        deleted = self.judged(next((self.dir / "outlook").glob("*.pst"))).folders[("Deleted Items",)][1]
        self.assertEqual([item.subject for item in deleted], ["thrown away", "thrown away draft"])

    def test_q200278_read_and_unread(self):
        path = self.all_states()
        read = {subject: bool(status & READ) for subject, _, status, _ in STATES}
        self.deliver(path, "maildir:maildir")
        self.assertEqual({mail["Subject"]: "S" in mail.get_flags() for mail in self.maildir()}, read)
        self.assertEqual({item.subject: bool(item.get(0x0E07) & FLAG_READ) for item in self.items(path)}, read)
        stored = [one for each in self.model(path)["folders"] for one in each["messages"]]
        self.assertEqual({one["subject"]: one["read"] for one in stored}, read)


class SpecialFolders(KnownBug):
    def test_q253564_no_second_inbox(self):
        """Neither for special folders in another language nor for ordinary ones with their names."""
        path = self.make(folder("Posteingang", [message(subject="in")], role="inbox"), folder("Gesendet", [message()], role="sent"),
                         folder("Papierkorb", [message()], role="deleted"), folder("Postausgang", [message()], role="outbox"),
                         folder("Inbox", [message(subject="own")]))
        self.deliver(path, "pst:outlook")
        outlook = self.judged(next((self.dir / "outlook").glob("*.pst")))
        top = [path[0] for path in outlook.folders if len(path) == 1]
        self.assertEqual(sorted(top), sorted({"Inbox", "Inbox (2)", "Sent Items", "Deleted Items", "Outbox"}))
        self.assertEqual([item.subject for item in outlook.folders[("Inbox",)][1]], ["in"])
        self.assertEqual([item.subject for item in outlook.folders[("Inbox (2)",)][1]], ["own"], "never merged")
        self.assertEqual([outlook.special(number) for number in (SENT, OUTBOX, DELETED)],
                         [("Sent Items",), ("Outbox",), ("Deleted Items",)])

    def test_q253564_roles_in_other_targets(self):
        path = self.make(folder("Posteingang", [message()], role="inbox"), folder("Gesendet", [message()], role="sent"))
        self.assertEqual([one["role"] for one in self.model(path)["folders"]], ["inbox", "sent"])
        self.deliver(path, "maildir:maildir")
        self.assertEqual(len(list((self.dir / "maildir/JDOE/cur").iterdir())), 1, "the Inbox is the Maildir itself")


class Reminders(KnownBug):
    def test_q195852_past_meetings_do_not_ring(self):
        raw = {0x00030006: store.date(1996, 5, 20, 9), 0x00030007: store.date(1996, 5, 20, 10)}
        path = self.make(inbox(message(number=store.FIRST_OWN_CLASS, raw=raw)), classes=["IPM.Microsoft Schedule.MtgReq"])
        item = self.item(path)
        self.assertEqual(item.get(0x001A), "IPM.Schedule.Meeting.Request")
        common = bytes.fromhex("0820060000000000c000000000000046")
        self.assertEqual(item.named[common, 0x8503], False)


if __name__ == "__main__":
    main()
