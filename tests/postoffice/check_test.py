"""`restante check` of postoffices and of their single files: nothing to say of whole ones, each damage with file and offset."""

import shutil
import tempfile
import unittest
from pathlib import Path

import truth

# Directories, by their first letters, with the extension that is theirs.
KINDS = {"MB.MBG", "KE.KEY", "MA.MAI", "AT.ATT", "PU.FLD", "NM.NME", "GR.GRP", "ME.MEM", "US.USR", "XT.XTN"}


class Check(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-check-")
        self.addCleanup(scratch.cleanup)
        self.dir = Path(scratch.name)
        self.office = self.dir / "office"
        truth.forge(self.office, "--users", 8, "--seed", 23, "--layout", "hidden", "--kind", "retail")

    def cut(self, name: str, less: int) -> int:
        """Its new size."""
        path = self.office / name
        size = path.stat().st_size - less
        content = path.read_bytes()[:size]
        path.unlink()
        path.write_bytes(content)
        return size

    def full(self, pattern: str) -> str:
        """The largest file of that kind."""
        return max(self.office.glob(pattern), key=lambda path: (path.stat().st_size, path)).relative_to(self.office).as_posix()

    def check(self, *files: object, code: int) -> str:
        return truth.run("check", *files, codes=(code,)).stdout

    def test_whole_files_are_clean(self) -> None:
        kinds = set()
        for path in sorted(path for path in self.office.rglob("*") if path.is_file()):
            done = truth.run("check", path, codes=(0, 66))
            if done.returncode == 0:
                kinds.add(done.stdout.splitlines()[-1].split(": ")[1])
            elif path.suffix != ".GLB":  # texts and what is for directory synchronisation lie there, too
                self.assertNotIn(path.parent.name[:2] + path.suffix, KINDS)
        for kind in ("user list (ACCESS2)", "mailbag (MBG)", "key of a mailbag (KEY)", "message (MAI)", "attachment (ATT)",
                     "folder (FLD)", "folder index (IDX)", "address list (NME)", "chains of groups (GRP)"):
            self.assertIn(kind, kinds)

    def test_each_damage_has_its_file_and_offset(self) -> None:
        cases = (("GLB/ACCESS2.GLB", 5, "POREC-002"), ("GLB/CONTROL.GLB", 1, "POREC-008"),
                 (self.full("MBG/*.MBG"), 7, "POM-010"),
                 (self.full("KEY/*.KEY"), 60, "POM-013"), (self.full("MAI/*/*.MAI"), 30, "POM-001"),
                 ("FOLDERS/PUB/FOLDROOT.IDX", 3, "POM-020"), ("NME/ADMIN.NME", 2, "POREC-002"))
        for name, less, code in cases:
            size = self.cut(name, less)
            with self.subTest(name):
                alone = self.check(self.office / name, code=1)
                self.assertRegex(alone, rf"{code} \w+ .*@0x[0-9a-f]+")
                self.assertIn("not clean", alone)
            self.assertLessEqual(int(alone.split("@0x")[1].split(":")[0], 16), size)
        told = self.check(self.office, code=1)
        for name, _, code in cases:
            with self.subTest(directory=name):
                self.assertRegex(told, rf"(?m): {code} \w+ {name}[^\n]*@0x[0-9a-f]+")
        self.assertEqual(told.count("POREC-008"), 1, "told twice")
        self.assertIn("office: postoffice: not clean", told)

    def test_message_files_inside_are_checked(self) -> None:
        store = self.full("**/*.MMF")
        self.cut(store, 3000)
        self.assertRegex(self.check(self.office, code=1), rf"(?m): CHK-\d+ \w+ {store}[^\n]*@0x[0-9a-f]+")

    def test_dump_shows_places(self) -> None:
        cases = ((self.full("MBG/*.MBG"), r"(?m)^00000074 header 1: message "),
                 (self.full("MAI/*/*.MAI"), r"(?m)^  [0-9a-f]{8} Subject, "),
                 (self.full("KEY/*.KEY"), r"(?m)^[0-9a-f]{8} .*: \d+ live, \d+ deleted$"),
                 ("NME/ADMIN.NME", r"(?m)^0000002d record 1\n  0000002d flags: "),
                 (self.full("FOLDERS/PUB/*.FLD"), r"(?m)^[0-9a-f]{8} message, \d+ bytes$"),
                 ("GLB/CONTROL.GLB", r"(?m)^  00000004 next message: \d+ \(0x"))
        for name, pattern in cases:
            with self.subTest(name):
                self.assertRegex(truth.run("dump", self.office / name, codes=(0,)).stdout, pattern)
                path = self.office / name
                raw = truth.run("dump", path, "--raw", codes=(0,)).stdout
                self.assertRegex(raw, r"(?m)^[0-9a-f]{8}  [0-9a-f]+$")
        truth.run("dump", self.office / "GLB/CONTROL.GLB", "--object", "86cde123", codes=(66,))

    def test_dump_shows_no_passwords(self) -> None:
        for name in ("ACCESS", "ACCESS2", "MASTER"):
            with self.subTest(name):
                shown = truth.run("dump", self.office / f"GLB/{name}.GLB", "--raw", codes=(0,)).stdout
                self.assertIn("passwords", shown)
                self.assertNotRegex(shown, r"(?m)^[0-9a-f]{8}  [0-9a-f]+$")

    def test_what_is_no_postoffice(self) -> None:
        empty = self.dir / "empty"
        empty.mkdir()
        self.assertIn("holds no postoffice", truth.run("check", empty, codes=(66,)).stderr)
        stranger = self.dir / "secret.key"
        shutil.copy(self.office / self.full("KEY/*.KEY"), stranger)
        truth.run("check", stranger, codes=(66,))


if __name__ == "__main__":
    unittest.main()
