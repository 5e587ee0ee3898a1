"""Whatever is given as a source: a clear sentence, the right code, no crash, no hang, nothing written."""

import json
import os
import unittest

from transcript import SAMPLES, Transcript, main, tree

SKELETON = b"!BDN" + bytes(600)
RINGTONE = b"MMMD\0\0\0\x20CNTI" + bytes(100)


class BadInput(Transcript):
    commands = (("migrate", "--to", "maildir:out", "--to", "json:out.json"), ("inspect",), ("check",), ("dump",))

    def refuse_everywhere(self, name: str, *words: str) -> None:
        before = tree(self.dir)
        for command, *rest in self.commands:
            with self.subTest(command=command, name=name):
                self.assert_refused(self.run_program(command, name, *rest), 66, *words)
                self.assertEqual(tree(self.dir), before)

    def file(self, name: str, content: bytes) -> str:
        (self.dir / name).write_bytes(content)
        return name

    def test_missing(self) -> None:
        self.refuse_everywhere("nowhere.mmf", "nowhere.mmf")

    def test_empty(self) -> None:
        self.refuse_everywhere(self.file("empty.mmf", b""), "empty.mmf")

    def test_directory(self) -> None:
        (self.dir / "folder.mmf").mkdir()
        self.refuse_everywhere("folder.mmf", "folder.mmf")

    def test_text(self) -> None:
        self.refuse_everywhere(self.file("text.mmf", b"Dear John,\r\nthis is no message file.\r\n" * 50), "text.mmf")

    def test_ringtone(self) -> None:
        self.refuse_everywhere(self.file("ringtone.mmf", RINGTONE), "ringtone.mmf")

    def test_pst(self) -> None:
        before = tree(self.dir) | {"outlook.mmf": ""}
        name = self.file("outlook.mmf", SKELETON)
        for command, *rest in self.commands[:2] + self.commands[3:]:
            self.assert_refused(self.run_program(command, name, *rest), 66, name)
        self.assertEqual(tree(self.dir).keys(), before.keys())

    def test_device(self) -> None:
        self.refuse_everywhere("/dev/null", "/dev/null")

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_unreadable(self) -> None:
        name = self.file("secret.mmf", self.sample("basic").read_bytes())
        (self.dir / name).chmod(0)
        self.refuse_everywhere(name, "secret.mmf")

    def test_truncated_anywhere(self) -> None:
        whole = self.sample("basic").read_bytes()
        for size in [1, 3, 4, 100, 511, 512, 513, 600, 0x4200, 0x4201, 0x8200, 0x8300, len(whole) - 2000, len(whole) - 1]:
            with self.subTest(size=size):
                name = self.file("cut.mmf", whole[:size])
                for command, *rest in (("migrate", "--to", "json:-"), ("inspect",), ("check",), ("dump",), ("dump", "--tree")):
                    done = self.run_program(command, name, *rest)
                    self.assertIn(done.code, (0, 1, 2, 66), done.err)
                    if done.code == 66:
                        self.assertTrue(done.err.startswith("restante: "), done.err)

    def test_damaged_samples(self) -> None:
        names = sorted(path.stem for path in (SAMPLES / "corrupt").glob("*.mmf"))
        self.assertGreaterEqual(len(names), 20)
        for name in names:
            path = SAMPLES / "corrupt" / f"{name}.mmf"
            with self.subTest(name):
                done = self.run_program("migrate", path, "--to", f"json:{name}.json")
                self.assertIn(done.code, (0, 1, 2, 66), done.err)
                if done.code == 66:
                    self.assertFalse((self.dir / f"{name}.json").exists())
                else:
                    document = json.loads((self.dir / f"{name}.json").read_text(encoding="utf-8"))
                    report = self.report(self.dir / f"{name}.restante-report.json")
                    delivered = sum(len(folder["messages"]) for folder in document["folders"])
                    self.assertEqual(delivered, report["totals"]["messages"]["delivered"])
                self.assertIn(self.run_program("inspect", path).code, (0, 1, 2, 66))
                self.assertIn(self.run_program("dump", path).code, (0, 66))
                self.assertIn(self.run_program("dump", path, "--tree").code, (0, 66))
                self.assertEqual(self.run_program("check", path).code, 1)


if __name__ == "__main__":
    main()
