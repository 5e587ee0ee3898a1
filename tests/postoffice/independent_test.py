"""Postoffices written in Python by the documents alone (postoffice_writer.py), under layouts picked by the seed."""

import hashlib
import tempfile
import unittest
from pathlib import Path

import postoffice_writer
import truth


class Independent(unittest.TestCase):
    def check(self, users: int, seed: int) -> None:
        with tempfile.TemporaryDirectory(prefix="restante-independent-") as scratch:
            directory = Path(scratch) / "WGPO"
            office = postoffice_writer.office(str(directory), users, seed)
            mailboxes = {one["mailbox"].get("name"): one for one in truth.migrate(directory)}
            self.assertEqual(set(mailboxes) - {""}, {user.mailbox for user in office.users})
            for user in office.users:
                stored = sorted((mail.subject, mail.text, tuple((name, len(data)) for name, data in mail.attachments),
                                 f"{mail.date[0]}-{mail.date[1]:02}-{mail.date[2]:02}", mail.sender[1])
                                for mail, live in office.bags[user.hexid] if live)
                found = sorted((one["subject"], one["body"],
                                tuple((part["name"], part["size"]) for part in one.get("attachments", [])),
                                one["sent"][:10], one["from"][0]["name"])
                               for folder in mailboxes[user.mailbox]["folders"] for one in folder["messages"])
                self.assertEqual(found, stored, user.mailbox)
                self.assertEqual(mailboxes[user.mailbox]["mailbox"]["display_name"], user.full_name)
                self.assertEqual(mailboxes[user.mailbox]["mailbox"]["address"], "MS:" + office.own(user))

    def test_sizes_and_layouts(self) -> None:
        for users in (1, 3, 5, 10, 50):
            for seed in range(10 if users < 50 else 3):
                with self.subTest(users=users, seed=seed):
                    self.check(users, seed)

    def test_attachments_of_any_size_in_shared_folders(self) -> None:
        with tempfile.TemporaryDirectory(prefix="restante-independent-") as scratch:
            directory = Path(scratch) / "WGPO"
            office = postoffice_writer.office(str(directory), 5, 1)
            sender = (office.own(office.users[0]), office.users[0].full_name)
            files = [[("SMALL.TXT", b"small")], [("LARGE.BIN", bytes(range(256)) * 20_000)], [("A", b"a" * 4_194_304), ("B", b"b")]]
            office.write_folder(3, [postoffice_writer.Mail(sender, [sender], f"with {number}", "text", (1995, 5, 6, 7, 8), parts)
                                    for number, parts in enumerate(files)])
            shared = truth.migrate(directory)[-1]
            found = [[(part["name"], part["sha256"]) for part in one["attachments"]]
                     for folder in shared["folders"] for one in folder["messages"]]
            self.assertEqual(found, [[(name, hashlib.sha256(data).hexdigest()) for name, data in parts] for parts in files])


if __name__ == "__main__":
    unittest.main()
