"""Archives that are damaged, cut or lie on bad sectors: what they hold beside the damage is delivered, by `recover` what can be
unpacked of the file it is in as well, and nothing is missing in silence."""

import gzip
import io
import json
import os
import pathlib
import shutil
import subprocess
import tarfile
import tempfile
import unittest
import zipfile

import stores

READER = os.environ["UNREADABLE_SECTORS"]
SECTOR, PAGE = 512, 4096
NAMES = ("basic", "attachments", "deleted")
STORED = {name: (stores.SAMPLES / f"{name}.mmf").read_bytes() for name in NAMES}


def tar_of(names=NAMES):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in names:
            entry = tarfile.TarInfo(f"{name}.mmf")
            entry.size = len(STORED[name])
            archive.addfile(entry, io.BytesIO(STORED[name]))
    return out.getvalue()


def zip_of(kind=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name in NAMES:
            archive.writestr(f"{name}.mmf", STORED[name])
    return out.getvalue()


def places_in_tar():
    """(start of the header, end of the data) by name"""
    with tarfile.open(fileobj=io.BytesIO(tar_of())) as archive:
        return {pathlib.Path(one.name).stem: (one.offset, one.offset_data + one.size) for one in archive}


def places_in_zip(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        ends = [one.header_offset for one in entries[1:]] + [archive.start_dir]
        return {pathlib.Path(one.filename).stem: (one.header_offset, end) for one, end in zip(entries, ends)}


class DamagedArchives(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.texts = {}
        for name in NAMES:
            mailbox, _, _ = stores.read(stores.SAMPLES / f"{name}.mmf", "migrate")
            cls.texts[name] = {stores.text_of(message) for message in stores.messages_of(mailbox)}

    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.archive = pathlib.Path(self.directory.name).resolve() / "archive"

    def read(self, command, unreadable=(0, 0)):
        """({name: its messages as texts}, exit code, findings)"""
        environment = {**os.environ, "HOME": self.directory.name, "XDG_STATE_HOME": self.directory.name + "/state",
                       "LD_PRELOAD": READER, "UNREADABLE_FILE": str(self.archive),
                       "UNREADABLE_BYTES": f"{unreadable[0]}-{unreadable[1]}"}
        report = pathlib.Path(self.directory.name) / "report"
        shutil.rmtree(report, ignore_errors=True)
        done = subprocess.run([stores.RESTANTE, command, self.archive, "--to", "json:-", "--no-progress", "--report", report],
                              capture_output=True, timeout=300, check=False, env=environment)
        mailboxes = [json.loads(line) for line in done.stdout.decode().splitlines()]
        found = {pathlib.Path(one["source"]["path"]).stem: [stores.text_of(message) for message in stores.messages_of(one)]
                 for one in mailboxes}
        told = (report / "restante-report.json").read_text() if found else ""
        return found, done.returncode, done.stderr.decode() + told

    def assert_whole(self, names, found, errors):
        for name in names:
            self.assertLessEqual(self.texts[name], set(found.get(name, [])), f"{name}: {errors}")

    def assert_left(self, content, whole, in_part=(), codes=("SRC-011",), migrate=2):
        """`in_part`: what only `recover` delivers, with some of its messages at least."""
        self.archive.write_bytes(content)
        for command in ("migrate", "recover"):
            with self.subTest(command):
                found, code, errors = self.read(command)
                self.assertEqual(code, migrate if command == "migrate" else 2, errors)
                if code == 66:
                    continue
                self.assert_whole(whole, found, errors)
                if command == "recover":
                    for name in in_part:
                        self.assertTrue(self.texts[name] & set(found.get(name, [])), f"{name}: {errors}")
                for one in codes:
                    self.assertIn(one, errors)

    @staticmethod
    def changed(content, start, new):
        return content[:start] + new + content[start + len(new):]

    def test_a_header_of_a_tar(self):
        at = places_in_tar()["attachments"][0]
        for new in (b"\xAA" * SECTOR, bytes(SECTOR), bytes(100)):
            with self.subTest(new[:1]):
                self.assert_left(self.changed(tar_of(), at, new), ("basic", "deleted"))

    def test_a_header_of_a_compressed_tar(self):
        """What is behind it is lost where zeros follow, but not in silence."""
        at = places_in_tar()["attachments"][0]
        self.assert_left(gzip.compress(self.changed(tar_of(), at, b"\xAA" * SECTOR)), ("basic",))

    def test_the_sum_of_a_compressed_tar(self):
        """A byte that changed within a file, which no tar proves right."""
        content = gzip.compress(tar_of(), compresslevel=0)
        place = content.index(STORED["deleted"][:64]) + len(STORED["deleted"]) // 2
        self.assert_left(self.changed(content, place, bytes([content[place] ^ 1])), ("basic", "attachments"))

    def test_the_first_header_of_a_tar(self):
        self.assert_left(self.changed(tar_of(), 0, b"\xAA" * SECTOR), ("attachments", "deleted"), migrate=66)

    def test_a_tar_behind_another(self):
        self.assert_left(tar_of(("basic", "deleted")) + tar_of(("attachments",)), NAMES)

    def test_a_cut_tar(self):
        start, end = places_in_tar()["attachments"]
        self.assert_left(tar_of()[:start + (end - start) * 4 // 5], ("basic",), ("attachments",), codes=("SRC-004",))

    def test_a_file_of_a_zip(self):
        for kind in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
            with self.subTest(kind):
                content = zip_of(kind)
                start, end = places_in_zip(content)["basic"]
                self.assert_left(self.changed(content, start + (end - start) * 4 // 5, b"\x55\xAA\x55\xAA"),
                                 ("attachments", "deleted"), ("basic",), codes=("archive/basic.mmf",))

    def test_the_directory_of_a_zip(self):
        content = zip_of()
        self.assert_left(self.changed(content, len(content) - 150, b"\xAA" * 100), NAMES)

    def test_a_header_of_a_zip(self):
        content = zip_of()
        self.assert_left(self.changed(content, places_in_zip(content)["attachments"][0], b"\xAA" * 30), ("basic", "deleted"))

    def test_the_first_header_of_a_zip(self):
        self.assert_left(self.changed(zip_of(), 0, b"\xAA" * 30), ("attachments", "deleted"))

    def test_a_cut_zip(self):
        content = zip_of(zipfile.ZIP_STORED)
        start, end = places_in_zip(content)["attachments"]
        self.assert_left(content[:start + (end - start) * 4 // 5], ("basic",), ("attachments",), codes=("SRC-004",))

    def test_a_zip_that_unpacks_itself(self):
        self.archive.write_bytes(b"MZ" + bytes(3000) + zip_of())
        found, code, errors = self.read("migrate")
        self.assertEqual(code, 0, errors)
        self.assert_whole(NAMES, found, errors)

    def test_sectors_that_cannot_be_read(self):
        for name, content, places in (("tar", tar_of(), places_in_tar()),
                                      ("zip", zip_of(), places_in_zip(zip_of())),
                                      ("stored", zip_of(zipfile.ZIP_STORED), places_in_zip(zip_of(zipfile.ZIP_STORED)))):
            self.archive.write_bytes(content)
            for start in range(PAGE, len(content), 23 * PAGE):
                whole = [one for one, (first, last) in places.items() if last <= start or first >= start + PAGE]
                for command in ("migrate", "recover"):
                    with self.subTest(name, start=start, command=command):
                        found, code, errors = self.read(command, (start, start + PAGE))
                        self.assertEqual(code, 2, errors)
                        self.assertIn("RCV-022", errors)
                        self.assert_whole(whole, found, errors)
                        if command == "migrate":  # the sum of a zip proves zeros right where zeros stood
                            self.assert_whole(found, found, errors)
                            if name == "tar":
                                self.assertEqual(sorted(found), sorted(whole), errors)


if __name__ == "__main__":
    unittest.main()
