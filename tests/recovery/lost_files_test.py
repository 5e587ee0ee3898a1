"""Floppies whose directories lost sectors (a program that copies a disk fills in zeros for those): `migrate` delivers what is
still listed and never leaves out the rest in silence, `recover` delivers every message file, each as its own mailbox."""

import pathlib
import unittest

import stores
from floppy import FloppyTest

SECTOR = 512
ROOT = (1 + 2 * 9) * SECTOR  # of a floppy of 1440 KB
ROOT_SECTORS = 14
INNER = "deleted"  # in a directory


class LostFiles(FloppyTest):
    def fill(self):
        """The root names a mailbox in its first sector, another and a directory with a third in its second."""
        fillers = [pathlib.Path(self.directory.name) / f"F{number:02}.TXT" for number in range(18)]
        for one in fillers:
            one.write_text(one.name)
        self.copy(stores.SAMPLES / "basic.mmf")
        self.copy(*fillers)
        self.copy(stores.SAMPLES / "attachments.mmf")
        self.tool("mmd", "-i", self.floppy, "::/SUB")
        self.copy(stores.SAMPLES / f"{INNER}.mmf", to="::/SUB")

    def wipe(self, offset, size=SECTOR, filling=0):
        content = bytearray(self.floppy.read_bytes())
        self.assertNotEqual(content[offset:offset + size], bytes([filling]) * size, "a test that cannot fail")
        content[offset:offset + size] = bytes([filling]) * size
        self.floppy.write_bytes(content)

    def assert_all_recovered(self, names, codes=(1, 2)):
        mailboxes, code, errors = self.read("recover")
        self.assertIn(code, codes, errors)
        self.assertEqual(len(mailboxes), len(names), errors)
        for name in names:
            whole = [mailbox for mailbox in mailboxes if self.wanted(name) <= self.texts(mailbox)]
            self.assertEqual(len(whole), 1, f"{name}: {errors}")
        return errors

    def assert_kept(self, names):
        mailboxes, code, errors = self.read("migrate")
        self.assertEqual(code, 2 if names else 66, errors)
        self.assertEqual(len(mailboxes), len(names), errors)
        for name in names:
            self.assertEqual(sum(set() < self.texts(mailbox) <= self.wanted(name) for mailbox in mailboxes), 1, errors)
        return errors

    def test_the_first_sector_of_the_root(self):
        self.fill()
        self.wipe(ROOT)
        self.assertIn("FAT-001", self.assert_kept(("attachments", INNER)))
        self.assertIn("FILE0002.CHK", self.assert_all_recovered(("basic", "attachments", INNER)))

    def test_the_second_sector_of_the_root(self):
        self.fill()
        self.wipe(ROOT + SECTOR)
        self.assertIn("restante recover", self.assert_kept(("basic",)))
        self.assertRegex(self.assert_all_recovered(("basic", "attachments", INNER)), r"FAT-004.*DIR\d{5}\.CHK")

    def test_all_of_the_root(self):
        self.fill()
        self.wipe(ROOT, ROOT_SECTORS * SECTOR)
        self.assertIn("restante recover", self.assert_kept(()))
        self.assert_all_recovered(("basic", "attachments", INNER))

    def test_filled_by_other_bytes(self):
        self.fill()
        self.wipe(ROOT + SECTOR, filling=0xF6)
        self.assertIn("FAT-001", self.assert_kept(("basic",)))
        self.assert_all_recovered(("basic", "attachments", INNER))

    def test_a_directory(self):
        self.fill()
        content = self.floppy.read_bytes()
        self.wipe(content.index(b".          \x10") // SECTOR * SECTOR)
        self.assertIn("SUB", self.assert_kept(("basic", "attachments")))
        self.assert_all_recovered(("basic", "attachments", INNER))

    def test_the_first_copy_of_the_table(self):
        """The second one helps: nothing is lost."""
        self.fill()
        self.wipe(SECTOR)
        mailboxes, code, errors = self.read("migrate")
        self.assertEqual((len(mailboxes), code), (3, 0), errors)

    def test_a_postoffice_in_a_lost_directory(self):
        office = pathlib.Path(self.directory.name) / "MAILDATA"
        made = stores.run("forge", office, "--users", 3, "--messages", 20, "--seed", 5)
        self.assertEqual(made.returncode, 0, made.stderr.decode())
        self.copy(office)
        whole, _, _ = self.read("migrate")
        self.assertGreaterEqual(len(whole), 3)
        self.wipe(ROOT)
        _, code, errors = self.read("migrate")
        self.assertEqual(code, 66, errors)
        self.assertIn("restante recover", errors)
        found, _, errors = self.read("recover")
        for mailbox in whole:
            best = max((self.texts(one) for one in found), key=lambda texts: len(texts & self.texts(mailbox)))
            self.assertLessEqual(self.texts(mailbox), best, errors)


if __name__ == "__main__":
    unittest.main()
