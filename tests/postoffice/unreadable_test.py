"""Postoffices on a disk with sectors that cannot be read: all mail that lies on others is delivered, with its attachments."""

import json
import os
import subprocess
import tempfile
import unittest
from collections import Counter
from pathlib import Path

import truth

READER = os.environ["UNREADABLE_SECTORS"]
SECTOR = 512
SEED = 3
HANDED_OVER = (".ATT", ".CAL", ".KEY")  # as they are


class Unreadable(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-unreadable-")
        self.addCleanup(scratch.cleanup)
        self.dir = Path(scratch.name).resolve()

    def read(self, office: Path, command: str, file: Path, start: int) -> tuple[list[dict], int, str]:
        environment = {**os.environ, "HOME": str(self.dir), "XDG_STATE_HOME": str(self.dir / "state"), "LD_PRELOAD": READER,
                       "UNREADABLE_FILE": str(file), "UNREADABLE_BYTES": f"{start}-{start + SECTOR}"}
        done = subprocess.run([os.environ["RESTANTE"], command, office, "--to", "json:-", "--no-progress"],
                              capture_output=True, timeout=300, check=False, env=environment)
        mailboxes = [json.loads(line) for line in done.stdout.decode().splitlines()]
        return ([message for mailbox in mailboxes for folder in mailbox["folders"] for message in folder["messages"]],
                done.returncode, done.stderr.decode())

    @staticmethod
    def text(message: dict) -> tuple:
        return message.get("subject"), message.get("body")

    @staticmethod
    def files(messages: list[dict]) -> Counter:
        return Counter(one.get("sha256") for message in messages for one in message.get("attachments", []))

    def sectors(self, office: Path) -> list[tuple[Path, int]]:
        """Of folder files each one, of others the first and the last; message files have a test of their own."""
        places = []
        for path in sorted(office.rglob("*")):
            if not path.is_file() or path.suffix == ".MMF" or path.stat().st_size == 0:
                continue
            starts = range(0, path.stat().st_size, SECTOR)
            places += [(path, start) for start in (starts if path.suffix == ".FLD" else sorted({starts[0], starts[-1]}))]
        return places

    def lies_there(self, message: dict, path: Path, start: int, ids: list[str]) -> bool:
        """`ids`: of all messages. A message of a folder file is named after the file and its offset."""
        if path.suffix == ".MAI":
            return message["id"] == path.stem
        if path.suffix != ".FLD" or not message["id"].startswith(path.stem + "."):
            return False
        begin = int(message["id"].split(".")[1], 16)
        later = [int(one.split(".")[1], 16) for one in ids if one.startswith(path.stem + ".")]
        end = min((one for one in later if one > begin), default=path.stat().st_size)
        return begin < start + SECTOR and end > start

    def sweep(self, command: str, share: int) -> None:
        office = self.dir / "office"
        truth.forge(office, "--users", 3, "--messages", 60, "--seed", SEED)
        none = self.dir / "none"
        whole, _, errors = self.read(office, command, none, 0)
        self.assertGreater(len(whole), 20, errors)
        ids = [message["id"] for message in whole]
        tried = Counter()
        for path, start in self.sectors(office)[::share]:
            if command == "migrate" and path.suffix in (".MBG", ".KEY"):
                continue  # what they no longer name is for `recover`
            with self.subTest(path.relative_to(office).as_posix(), start=start):
                tried[path.suffix] += 1
                found, code, errors = self.read(office, command, path, start)
                self.assertIn(code, (0, 1, 2), errors)
                there = [one for one in whole if self.lies_there(one, path, start, ids)]
                # What a lost header names may be named by another mailbox, too: only that it came twice is lost.
                count = set if path.suffix == ".MBG" else Counter
                lost = count(map(self.text, whole)) - count(map(self.text, there)) - count(map(self.text, found))
                self.assertFalse(lost, errors)
                missing = count(self.files(whole).elements()) - count(self.files(found).elements())
                if path.suffix in HANDED_OVER:
                    self.assertLessEqual(len(missing), 1, errors)
                    if command == "recover" and path.stat().st_size > SECTOR:
                        # More where a message no longer is the same as its copy in a message file.
                        self.assertGreaterEqual(self.files(found).total(), self.files(whole).total(), errors)
                else:
                    self.assertFalse(missing - count(self.files(there).elements()), errors)
                if there or missing:
                    self.assertRegex(errors, "RCV-022|not delivered: attachment|SRC-002")
                    self.assertEqual(code, 2)
                if path.suffix == ".ATT":
                    self.assertNotIn("RCV-023", errors, "told twice: zeros stand for what cannot be read")
                for one in (same for same in found if same["id"] in {gone["id"] for gone in there}):
                    self.assertEqual(one.get("confidence"), "doubtful")
        for kind in (".MAI", ".ATT", ".FLD", ".GLB"):
            self.assertGreater(tried[kind], 0, kind)

    def test_recover(self) -> None:
        self.sweep("recover", 5)

    def test_migrate(self) -> None:
        self.sweep("migrate", 11)


if __name__ == "__main__":
    unittest.main()
