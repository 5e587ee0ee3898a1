"""`check` and `dump` on migration files, sets inside archives and images, and what `migrate` does with damaged ones."""

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]
from transcript import SAMPLES, Transcript, main  # noqa: E402

SAMPLE = HERE.parent / "samples" / "migration"
NAMES = ("SAMPLE.PKL", "SAMPLE.PRI", "SAMPLE.SEC")


class CheckAndDump(Transcript):
    def setUp(self) -> None:
        super().setUp()
        self.files = {name: (SAMPLE / name).read_bytes() for name in NAMES}

    def write(self, **changed: bytes) -> Path:
        """The set with files changed; `sec=b""` stands for SAMPLE.SEC, None leaves it out."""
        place = self.dir / "set"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for name, content in self.files.items():
            content = changed.get(name[-3:].lower(), content)
            if content is not None:
                (place / name).write_bytes(content)
        return place

    def check(self, source: object, *codes: str) -> str:
        done = self.run_program("check", source)
        text = done.out.decode("utf-8")
        told = {line.split(": ", 1)[1].split(" ")[0] for line in text.splitlines()[:-1]} - {"MIG-008"}
        self.assertEqual(told, set(codes), text)
        self.assertEqual(done.code, 1 if codes else 0, text)
        return text

    def test_sets_that_are_in_order(self) -> None:
        self.check(SAMPLE)
        self.check(SAMPLE / "SAMPLE.PKL")
        self.check(SAMPLE / "SAMPLE.PRI")
        self.check(SAMPLE / "SAMPLE.SEC")
        for name in ("basic", "attachments"):
            self.assertIn(self.run_program("migrate", SAMPLES / f"{name}.mmf", "--to", f"migration:{name}").code, (0, 1))
            self.check(self.dir / name)

    def test_every_fault_has_its_number_and_place(self) -> None:
        primary, secondary, listed = self.files["SAMPLE.PRI"], self.files["SAMPLE.SEC"], self.files["SAMPLE.PKL"]
        row = primary.index(b'"Projects')
        cases = [
            ({"pri": primary.replace(b",Lunch,", b',"Lunch,')}, {"MIG-001", "MIG-022"}, f"SAMPLE.PRI/14 @{row:#x}"),
            ({"pri": primary.replace(b"PAB,MS", b"P#B,MS")}, {"MIG-001", "MIG-026"}, "SAMPLE.PRI/7"),
            ({"pri": primary.replace(b"Obj-class,Disp", b"Obj#class,Disp")}, {"MIG-002"}, "SAMPLE.PRI/7"),
            ({"pri": primary.replace(b"19951004091500,", b"19951004099900,", 1)}, {"MIG-003"}, "Inbox/0"),
            ({"pri": primary.replace(b"(464)", b"(465)")}, {"MIG-005", "MIG-022"}, "SAMPLE.SEC(465)"),
            ({"pri": primary.replace(b"#SAMPLE.SEC(464)", b"#OTHER.SEC(464)")}, {"MIG-005", "MIG-022", "MIG-025"}, "OTHER.SEC"),
            ({"sec": secondary[:-10]}, {"MIG-006", "MIG-021"}, "SAMPLE.SEC @0x2fa"),
            ({"sec": secondary.replace(b"Body,15,", b"Body,12,")}, {"MIG-021"}, "SAMPLE.SEC @0x1d0"),
            ({"sec": None}, {"MIG-005", "MIG-007"}, "SAMPLE.SEC"),
            ({"pri": primary.replace(b"(464)", b"(50)")}, {"MIG-022"}, "SAMPLE.SEC @0x1d0"),
            ({"sec": secondary.replace(b"Body,39,", b"Body,99,")}, {"MIG-006", "MIG-021"}, "@0x32"),
            ({"sec": b"x" + secondary}, {"MIG-005", "MIG-023", "MIG-024"}, "SAMPLE.SEC"),
            ({"sec": secondary.replace(b"\r\n", b"\n")}, {"MIG-005", "MIG-024"}, "SAMPLE.SEC @0x0"),
            ({"pkl": listed + b"SAMPLE.SEC,Secondary\r\n"}, {"MIG-025"}, "names it twice"),
            ({"pkl": listed + b"SAMPLE.SEC\r\n"}, {"MIG-009"}, "line 6"),
        ]
        for changed, codes, place in cases:
            with self.subTest(codes=codes, place=place):
                directory = self.write(**changed)
                before = {path.name: path.read_bytes() for path in directory.iterdir()}
                self.assertIn(place, self.check(directory / "SAMPLE.PKL", *codes))
                self.assertEqual({path.name: path.read_bytes() for path in directory.iterdir()}, before)

    def test_what_is_none_and_what_cannot_be_read(self) -> None:
        directory = self.write(pkl=self.files["SAMPLE.PKL"].replace(b"1252", b"4711"))
        self.assertEqual(self.run_program("check", directory / "SAMPLE.PKL").code, 66)
        self.assertEqual(self.run_program("check", self.write(pkl=None)).code, 66)

    def test_dump(self) -> None:
        def dump(name: str, *options: str) -> str:
            done = self.run_program("dump", SAMPLE / name, *options)
            self.assertEqual(done.code, 0, done.err)
            return done.out.decode("utf-8")

        self.assertEqual(dump("SAMPLE.PKL"), "packing list, code page 1252\nprimary    SAMPLE.PRI\nsecondary  SAMPLE.SEC\n")
        primary = dump("SAMPLE.PRI")
        self.assertIn("primary file, 1288 bytes, 4 sections\n", primary)
        self.assertIn("section MAILMESSAGE MS:NETA/POB/ADA in line 11, 12 columns, 3 rows\n", primary)
        self.assertIn('    Body: "#SAMPLE.SEC(464)"\n', primary)
        self.assertNotIn("row in line", dump("SAMPLE.PRI", "--tree"))
        self.assertIn("0d0a\n", dump("SAMPLE.PRI", "--raw"))
        secondary = dump("SAMPLE.SEC")
        self.assertIn("secondary file, 823 bytes, 4 messages or fields\n00000032 Body, 39 bytes at 00000045\n", secondary)
        self.assertIn('  0000006e Attachment "note.txt", 12 bytes at 00000097, position 38\n', secondary)
        self.assertIn("000001d0 Body, 15 bytes at 000001e2, last\n", secondary)
        self.assertNotIn("Attachment", dump("SAMPLE.SEC", "--tree"))
        self.assertIn("00000045  48656c6c6f204164612c0d0a706c6561\n", dump("SAMPLE.SEC", "--raw"))
        self.assertEqual(self.run_program("dump", SAMPLE / "SAMPLE.SEC", "--object", "80416374").code, 66)

    def read(self, source: object, command: str = "migrate", codes: tuple = (0,)) -> list[dict]:
        out = self.dir / "out.json"
        out.unlink(missing_ok=True)
        done = self.run_program(command, source, "--to", f"json:{out}", "--overwrite")
        self.assertIn(done.code, codes, done.err)
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]

    def test_sets_inside_archives_images_and_directories(self) -> None:
        plain = self.read(SAMPLE)
        shelf = self.dir / "shelf" / "deep"
        shutil.copytree(SAMPLE, shelf)
        with zipfile.ZipFile(self.dir / "set.zip", "w") as archive:
            for name in NAMES:
                archive.write(SAMPLE / name, f"some where/{name}")
        with tarfile.open(self.dir / "set.tgz", "w:gz") as archive:
            archive.add(shelf, "./x")
        for command in (("genisoimage", "-quiet", "-J", "-r", "-o", "set.iso", "shelf"), ("7z", "a", "-bd", "set.7z", "shelf"),
                        ("mkfs.fat", "-C", "set.img", "1440"),
                        ("mcopy", "-i", "set.img", *(shelf / name for name in NAMES), "::/")):
            subprocess.run(command, cwd=self.dir, check=True, capture_output=True)
        (self.dir / "box").mkdir()
        shutil.copy(self.dir / "set.zip", self.dir / "box")
        shutil.copy(SAMPLES / "basic.mmf", self.dir / "box")
        for name in ("set.zip", "set.tgz", "set.iso", "set.7z", "set.img", "shelf", "box"):
            with self.subTest(name):
                found = self.read(self.dir / name, codes=(0, 1))
                if name == "box":  # behind the message file
                    self.assertEqual(len(found), len(plain) + 1)
                    found = found[1:]
                for one, other in zip(found, plain, strict=True):
                    self.assertEqual(one["folders"], other["folders"])
                    self.assertEqual(one["address_books"], other["address_books"])
                    self.assertTrue(one["source"]["path"].upper().endswith("SAMPLE.PKL"), one["source"])
        # Without packing list only recover finds it.
        with zipfile.ZipFile(self.dir / "bare.zip", "w") as archive:
            for name in NAMES[1:]:
                archive.write(SAMPLE / name, name)
        self.assertEqual(self.run_program("migrate", "bare.zip", "--to", "json:no.json").code, 66)
        dug = self.read(self.dir / "bare.zip", "recover", codes=(1,))
        self.assertEqual([one["folders"] for one in dug], [one["folders"] for one in plain])

    def test_migrate_delivers_what_is_connected(self) -> None:
        primary, secondary = self.files["SAMPLE.PRI"], self.files["SAMPLE.SEC"]
        for changed, code, count in (({"sec": secondary[:470]}, 2, 4), ({"pri": primary[:1100]}, 2, 3), ({"sec": None}, 2, 4),
                                     ({"pri": primary.replace(b"MAILMESSAGE,MS", b"M#ILMESSAGE,MS")}, 2, 1),
                                     ({"sec": secondary.replace(b"Body,15,", b"Body,12,")}, 1, 4)):
            with self.subTest(changed=list(changed), code=code):
                found = self.read(self.write(**changed), codes=(code,))
                self.assertEqual(sum(len(folder["messages"]) for one in found for folder in one["folders"]), count)
        directory = self.write(pkl=None)
        for source in (directory, directory / "SAMPLE.PRI"):
            done = self.run_program("migrate", source, "--to", "json:no.json")
            self.assertEqual(done.code, 66)
        self.assertIn("restante recover", done.err)


if __name__ == "__main__":
    main()
