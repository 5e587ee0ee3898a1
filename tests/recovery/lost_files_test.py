"""Floppies whose directories lost sectors (a program that copies a disk fills in zeros for those): `migrate` delivers what is
still listed and never leaves out the rest in silence, `recover` delivers every message file, each as its own mailbox."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import stores

SECTOR = 512
ROOT = (1 + 2 * 9) * SECTOR  # of a floppy of 1440 KB
ROOT_SECTORS = 14
LISTED = {"first": "basic", "between": "attachments"}
INNER = "deleted"  # in a directory


class LostFiles(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.floppy = pathlib.Path(self.directory.name).resolve() / "floppy.img"
        self.tools = {**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "MTOOLS_SKIP_CHECK": "1"}

    def tool(self, *words):
        subprocess.run(list(map(str, words)), check=True, capture_output=True, env=self.tools)

    def fill(self, start):
        """Two files of two sectors of the root, and one in a directory that the second names."""
        self.tool("mkfs.fat", "-C", self.floppy, "1440")
        fillers = [pathlib.Path(self.directory.name) / f"F{number:02}.TXT" for number in range(18)]
        for one in fillers:
            one.write_text(one.name)
        self.tool("mcopy", "-i", self.floppy, stores.SAMPLES / f"{start[0]}.mmf", "::/")
        self.tool("mcopy", "-i", self.floppy, *fillers, "::/")
        self.tool("mcopy", "-i", self.floppy, stores.SAMPLES / f"{start[1]}.mmf", "::/")
        self.tool("mmd", "-i", self.floppy, "::/SUB")
        self.tool("mcopy", "-i", self.floppy, stores.SAMPLES / f"{INNER}.mmf", "::/SUB")

    def wipe(self, offset, size=SECTOR, filling=0):
        content = bytearray(self.floppy.read_bytes())
        self.assertNotEqual(content[offset:offset + size], bytes([filling]) * size, "a test that cannot fail")
        content[offset:offset + size] = bytes([filling]) * size
        self.floppy.write_bytes(content)

    def read(self, command):
        done = stores.run(command, self.floppy, "--to", "json:-", "--no-progress")
        return [json.loads(line) for line in done.stdout.decode().splitlines()], done.returncode, done.stderr.decode(errors="replace")

    @staticmethod
    def texts(mailbox):
        return {stores.text_of(message) for message in stores.messages_of(mailbox)}

    def wanted(self, name):
        return {stores.text_of(message) for message in stores.Store(stores.SAMPLES / f"{name}.mmf").messages}

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
        self.fill(("basic", "attachments"))
        self.wipe(ROOT)
        self.assertIn("FAT-001", self.assert_kept(("attachments", INNER)))
        self.assertIn("FILE0002.CHK", self.assert_all_recovered(("basic", "attachments", INNER)))

    def test_the_second_sector_of_the_root(self):
        self.fill(("basic", "attachments"))
        self.wipe(ROOT + SECTOR)
        self.assertIn("restante recover", self.assert_kept(("basic",)))
        self.assertRegex(self.assert_all_recovered(("basic", "attachments", INNER)), r"FAT-004.*DIR\d{5}\.CHK")

    def test_all_of_the_root(self):
        self.fill(("basic", "attachments"))
        self.wipe(ROOT, ROOT_SECTORS * SECTOR)
        self.assertIn("restante recover", self.assert_kept(()))
        self.assert_all_recovered(("basic", "attachments", INNER))

    def test_filled_by_other_bytes(self):
        self.fill(("basic", "attachments"))
        self.wipe(ROOT + SECTOR, filling=0xF6)
        self.assertIn("FAT-001", self.assert_kept(("basic",)))
        self.assert_all_recovered(("basic", "attachments", INNER))

    def test_a_directory(self):
        self.fill(("basic", "attachments"))
        content = self.floppy.read_bytes()
        self.wipe(content.index(b".          \x10") // SECTOR * SECTOR)
        self.assertIn("SUB", self.assert_kept(("basic", "attachments")))
        self.assert_all_recovered(("basic", "attachments", INNER))

    def test_the_first_copy_of_the_table(self):
        """The second one helps: nothing is lost."""
        self.fill(("basic", "attachments"))
        self.wipe(SECTOR)
        mailboxes, code, errors = self.read("migrate")
        self.assertEqual((len(mailboxes), code), (3, 0), errors)

    def test_a_postoffice_in_a_lost_directory(self):
        office = pathlib.Path(self.directory.name) / "MAILDATA"
        made = stores.run("forge", office, "--users", 3, "--messages", 20, "--seed", 5)
        self.assertEqual(made.returncode, 0, made.stderr.decode())
        self.tool("mkfs.fat", "-C", self.floppy, "1440")
        self.tool("mcopy", "-s", "-i", self.floppy, office, "::/")
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
