"""Message files that were deleted from a floppy: `recover` finds them again, beside those that are still there."""

import unittest

import stores
from floppy import FloppyTest


class DeletedFiles(FloppyTest):
    def delete(self, name):
        self.tool("mdel", "-i", self.floppy, f"::/{name}")

    def test_beside_one_that_is_there(self):
        self.copy(stores.SAMPLES / "attachments.mmf")
        self.copy(stores.SAMPLES / "basic.mmf")
        self.delete("attachments.mmf")
        mailboxes, code, errors = self.read("recover")
        self.assertEqual(code, 1, errors)
        self.assertEqual(len(mailboxes), 2, errors)
        self.assertLessEqual(self.wanted("attachments", "basic"), self.texts(*mailboxes))
        self.assertIn("FAT-003", errors)
        self.assertIn("_TTACH~1.MMF", errors)
        files = [stores.files_of(message) for mailbox in mailboxes for message in stores.messages_of(mailbox)]
        whole = [stores.files_of(message) for message in stores.Store(stores.SAMPLES / "attachments.mmf").messages]
        self.assertTrue(any(whole))
        self.assertTrue(all(one in files for one in whole))
        kept, _, errors = self.read("migrate")
        self.assertLessEqual(self.texts(*kept), self.wanted("basic"))
        self.assertNotIn("FAT-003", errors)

    def test_the_only_one(self):
        self.copy(stores.SAMPLES / "basic.mmf")
        self.delete("basic.mmf")
        mailboxes, code, errors = self.read("recover")
        self.assertEqual(code, 1, errors)
        self.assertLessEqual(self.wanted("basic"), self.texts(*mailboxes))
        _, code, errors = self.read("migrate")
        self.assertEqual(code, 66)
        self.assertIn("restante recover", errors)

    def filler(self, clusters, name):
        path = self.floppy.with_name(name)
        path.write_bytes(b"x" * (clusters * 512))
        self.copy(path)

    def test_in_two_parts(self):
        """It went around a file that was and is there."""
        self.filler(20, "first.bin")
        self.filler(5, "second.bin")
        self.delete("first.bin")
        self.copy(stores.SAMPLES / "basic.mmf")
        self.delete("basic.mmf")
        mailboxes, code, errors = self.read("recover")
        self.assertEqual(code, 1, errors)
        self.assertLessEqual(self.wanted("basic"), self.texts(*mailboxes))

    def test_its_beginning_is_overwritten(self):
        """Then it is none of those that are put together; the others stay as they are."""
        self.copy(stores.SAMPLES / "basic.mmf")
        self.copy(stores.SAMPLES / "attachments.mmf")
        self.delete("basic.mmf")
        self.filler(20, "new.bin")
        mailboxes, _, errors = self.read("recover")
        self.assertEqual(len(mailboxes), 1, errors)
        self.assertEqual(self.texts(*mailboxes), self.wanted("attachments"))

    def test_two_of_them(self):
        """They are two mailboxes: nothing is joined."""
        self.copy(stores.SAMPLES / "basic.mmf")
        self.copy(stores.SAMPLES / "deleted.mmf")
        self.delete("basic.mmf")
        self.delete("deleted.mmf")
        mailboxes, _, errors = self.read("recover")
        self.assertEqual(len(mailboxes), 2, errors)
        found = [self.texts(mailbox) for mailbox in mailboxes]
        for name in ("basic", "deleted"):
            self.assertEqual([self.wanted(name) <= one for one in found].count(True), 1, name)


if __name__ == "__main__":
    unittest.main()
