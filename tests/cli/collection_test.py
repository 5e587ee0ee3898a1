"""Directories, archives and disk images: every message file in them is a mailbox."""

import json
import os
import shutil
import subprocess
import tarfile
import unittest
import zipfile
from pathlib import Path

from transcript import Transcript, expected, main, tree


def run(*command: object, cwd: Path) -> None:
    subprocess.run([*map(str, command)], cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env={**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "MTOOLS_SKIP_CHECK": "1"})


class Collection(Transcript):
    def setUp(self) -> None:
        super().setUp()
        self.shelf = self.dir / "shelf"
        (self.shelf / "Anna").mkdir(parents=True)
        (self.shelf / "Bob" / "old").mkdir(parents=True)
        shutil.copy(self.sample("basic"), self.shelf / "Anna" / "MSMAIL.MMF")
        shutil.copy(self.sample("attachments"), self.shelf / "Bob" / "old" / "MSMAIL.BAK")
        (self.shelf / "README.TXT").write_text("Back-ups of 1995")

    def documents(self, source: object) -> dict[str, dict]:
        """By the path of the file each came from."""
        done = self.run_program("migrate", source, "--to", "json:-", "--quiet")
        self.assertIn(done.code, (0, 1), done.err)
        return {document["source"]["path"]: document for document in map(json.loads, done.out.splitlines())}

    def assert_both(self, source: object, prefix: str = "") -> None:
        documents = self.documents(source)
        self.assertEqual(sorted(documents), [prefix + "Anna/MSMAIL.MMF", prefix + "Bob/old/MSMAIL.BAK"])
        for path, name in (("Anna/MSMAIL.MMF", "basic"), ("Bob/old/MSMAIL.BAK", "attachments")):
            wanted = expected(name)
            document = documents[prefix + path]
            self.assertEqual(document["folders"], wanted["folders"])
            self.assertEqual(document["source"]["sha256"], wanted["source"]["sha256"])
            self.assertEqual(document["source"]["kind"], "mmf")

    def test_directory(self) -> None:
        before = tree(self.shelf)
        self.assert_both("shelf")
        self.assertEqual(tree(self.shelf), before)

    def test_archives(self) -> None:
        with zipfile.ZipFile(self.dir / "shelf.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(self.shelf.rglob("*")):
                archive.write(path, path.relative_to(self.shelf))
        for name, mode in (("shelf.tar", "w"), ("shelf.tgz", "w:gz"), ("shelf.txz", "w:xz")):
            with tarfile.open(self.dir / name, mode) as archive:
                archive.add(self.shelf, arcname=".")
        run("7z", "a", "-bd", "shelf.7z", "./shelf/*", cwd=self.dir)
        run("genisoimage", "-quiet", "-J", "-r", "-o", "shelf.iso", "shelf", cwd=self.dir)
        for name in ("shelf.zip", "shelf.tar", "shelf.tgz", "shelf.txz", "shelf.7z", "shelf.iso"):
            with self.subTest(name):
                self.assert_both(name)

    def floppy(self, name: str, *options: object) -> Path:
        image = self.dir / name
        run("mkfs.fat", "-C", *options[:-1], image, options[-1], cwd=self.dir)
        for directory in ("Anna", "Bob", "Bob/old"):
            run("mmd", "-i", image, f"::/{directory}", cwd=self.dir)
        for path in (path for path in self.shelf.rglob("*") if path.is_file()):
            run("mcopy", "-i", image, path, f"::/{path.relative_to(self.shelf)}", cwd=self.dir)
        return image

    def test_disk_images(self) -> None:
        for name, options in (("floppy.img", (1440,)), ("fat16.img", ("-F", 16, 20000)), ("fat32.img", ("-F", 32, 40000))):
            with self.subTest(name):
                self.assert_both(self.floppy(name, *options))

    def only_anna(self) -> bytes:
        shutil.rmtree(self.shelf / "Bob" / "old")
        (self.shelf / "Bob" / "old").mkdir()
        return self.floppy("whole.img", 1440).read_bytes()

    def assert_anna(self, name: str, image: bytes, command: str = "migrate", code: int = 0) -> None:
        (self.dir / name).write_bytes(image)
        done = self.run_program(command, name, "--to", "json:-", "--quiet")
        self.assertEqual(done.code, code, done.err)
        document, = map(json.loads, done.out.splitlines())
        self.assertEqual(document["source"]["path"], "Anna/MSMAIL.MMF")
        self.assertEqual(document["folders"], expected("basic")["folders"])

    def test_floppy_image_that_breaks_off(self) -> None:
        image = self.only_anna()
        end = image.rindex((self.shelf / "Anna" / "MSMAIL.MMF").read_bytes()[-512:]) + 512
        self.assertLess(end, 80_000)
        self.assert_anna("behind.img", image[:end])
        for cut in (600, 5000):
            (self.dir / "cut.img").write_bytes(image[:end - cut])
            (self.dir / "cut.mmf").write_bytes((self.shelf / "Anna" / "MSMAIL.MMF").read_bytes()[:-cut])
            dug = [json.loads(self.run_program("recover", name, "--to", "json:-", "--quiet").out)
                   for name in ("cut.img", "cut.mmf")]
            self.assertEqual(dug[0]["folders"], dug[1]["folders"])
            done = self.run_program("migrate", "cut.img", "--to", "mbox:out" + str(cut))
            self.assertEqual(done.code, 2, done.err)
            self.assertIn("FAT-002", done.err)

    def test_floppy_whose_first_track_is_lost(self) -> None:
        image = self.only_anna()
        table = 9 * 512
        self.assert_anna("parameters.img", bytes(512) + image[512:])
        self.assert_anna("first-table.img", image[:512] + bytes(table) + image[512 + table:])
        self.assert_anna("second-table.img", image[:512 + table] + bytes(table) + image[512 + 2 * table:])
        both = image[:512] + bytes(2 * table) + image[512 + 2 * table:]
        (self.dir / "both-tables.img").write_bytes(both)
        done = self.run_program("migrate", "both-tables.img", "--to", "mbox:out")
        self.assertEqual(done.code, 66, done.err)
        self.assertIn("restante recover", done.err)
        self.assert_anna("both-tables.img", both, "recover", 2)

    def test_disk_with_partitions(self) -> None:
        volume = self.floppy("volume.img", "-F", 16, 20000).read_bytes()
        table = bytearray(512)
        table[0x1BE:0x1CE] = (b"\0\0\0\0\x06\0\0\0" + (63).to_bytes(4, "little") +
                              (len(volume) // 512).to_bytes(4, "little"))
        table[510:] = b"\x55\xaa"
        (self.dir / "disk.img").write_bytes(bytes(table) + bytes(62 * 512) + volume)
        self.assert_both("disk.img")

    def test_images_on_a_shelf(self) -> None:
        image = self.floppy("floppy.img", 1440)
        (self.dir / "box").mkdir()
        image.rename(self.dir / "box" / "disk 1.img")
        self.assert_both("box", "disk 1.img/")

    def test_every_mailbox_gets_its_place(self) -> None:
        done = self.run_program("migrate", "shelf", "--to", "maildir:out", "--to", "pst:outlook")
        self.assertIn(done.code, (0, 1), done.err)
        self.assertEqual(sorted(path.name for path in (self.dir / "outlook").glob("*.pst")), ["JDOE (2).pst", "JDOE.pst"])
        report = self.report(self.dir / "out" / "restante-report.json")
        self.assertEqual(len(report["mailboxes"]), 2)
        before = tree(self.dir / "out")
        again = self.run_program("migrate", "shelf", "--to", "maildir:out", "--to", "pst:outlook")
        self.assertEqual(again.code, done.code, again.err)
        mail = {path: content for path, content in before.items() if "restante-report" not in path}
        after = {path: content for path, content in tree(self.dir / "out").items() if "restante-report" not in path}
        self.assertEqual(after, mail)

    def test_the_same_file_again_is_read_once(self) -> None:
        shutil.copy(self.sample("basic"), self.shelf / "Bob" / "copy.001")
        self.assert_both("shelf")
        document = json.loads(self.run_program("inspect", "shelf", "--json").out)
        codes = [finding["code"] for source in document["sources"] for finding in source["findings"]]
        self.assertEqual(codes.count("SRC-005"), 1)

    def test_one_damaged_file_does_not_stop_the_others(self) -> None:
        shutil.copy(self.sample("corrupt/both-maps-garbage"), self.shelf / "Anna" / "DAMAGED.MMF")
        done = self.run_program("migrate", "shelf", "--to", "mbox:out")
        self.assertEqual(done.code, 2, done.err)
        self.assertIn("Anna/DAMAGED.MMF", done.err)
        messages = sum(len(folder["messages"]) for name in ("basic", "attachments") for folder in expected(name)["folders"])
        report = self.report(self.dir / "out" / "restante-report.json")
        self.assertEqual(report["totals"]["messages"]["delivered"], messages)

    def test_damaged_archive(self) -> None:
        whole = self.dir / "whole.tar"
        with tarfile.open(whole, "w") as archive:
            archive.add(self.shelf / "Anna" / "MSMAIL.MMF", arcname="A.MMF")
            archive.add(self.shelf / "Bob" / "old" / "MSMAIL.BAK", arcname="B.MMF")
        size = whole.stat().st_size
        (self.dir / "cut.tar").write_bytes(whole.read_bytes()[:int(size * 0.7)])
        done = self.run_program("migrate", "cut.tar", "--to", "mbox:out")
        self.assertEqual(done.code, 2, done.err)
        self.assertRegex(done.err, "SRC-00[24]")

    def test_encrypted_archive(self) -> None:
        run("7z", "a", "-bd", "-psecret", "-tzip", "locked.zip", "./shelf/*", cwd=self.dir)
        self.assert_refused(self.run_program("migrate", "locked.zip", "--to", "mbox:out"), 66, "locked.zip")

    def test_bomb(self) -> None:
        with zipfile.ZipFile(self.dir / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open("zeros.mmf", "w", force_zip64=True) as file:
                for _ in range(300):
                    file.write(bytes(1 << 20))
            archive.write(self.sample("basic"), "basic.mmf")
        done = self.run_program("migrate", "bomb.zip", "--to", "mbox:out")
        self.assertIn(done.code, (2, 66), done.err)

    def test_no_mail(self) -> None:
        (self.dir / "empty").mkdir()
        self.assert_refused(self.run_program("migrate", "empty", "--to", "mbox:out"), 66, "empty")
        (self.dir / "empty" / "ringtone.mmf").write_bytes(b"MMMD\0\0\0\x10" + bytes(100))
        self.assert_refused(self.run_program("inspect", "empty"), 66, "empty")

    def test_nothing_is_written_below_the_source(self) -> None:
        before = tree(self.dir)
        for target in ("maildir:shelf/out", "json:shelf/Anna/mail.json", "pst:shelf"):
            self.assert_refused(self.run_program("migrate", "shelf", "--to", target), 64, "source")
        self.assertEqual(tree(self.dir), before)

    def test_links_in_a_circle(self) -> None:
        (self.shelf / "Anna" / "again").symlink_to(self.shelf)
        self.assert_both("shelf")

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_unreadable_directory(self) -> None:
        (self.shelf / "secret").mkdir(mode=0)
        done = self.run_program("migrate", "shelf", "--to", "mbox:out")
        self.assertEqual(done.code, 2, done.err)
        self.assertIn("SRC-001", done.err)


if __name__ == "__main__":
    main()
