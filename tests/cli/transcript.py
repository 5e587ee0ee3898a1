"""What the command line tests share: running the program, a fresh directory, the samples."""

import hashlib
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import NamedTuple

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "mmf"
PROGRAM = os.environ.get("RESTANTE", "restante")
# How long servers that do so ask to wait, in milliseconds; RESTANTE_THROTTLED=60000: a minute.
THROTTLED = int(os.environ.get("RESTANTE_THROTTLED", "800"))
SECONDS = 60 + THROTTLED // 1000  # nothing here may take longer, damaged input included
KINDS = ("folders", "messages", "attachments", "contacts", "groups", "appointments")


class Done(NamedTuple):
    code: int
    out: bytes
    err: str


def healthy_samples() -> list[str]:
    return sorted(path.name.removesuffix(".expected.json") for path in SAMPLES.glob("*.expected.json"))


def expected(name: str) -> dict:
    return json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))


def is_ledger(path: Path) -> bool:
    """Its times are those of the run: it is a record, not a product."""
    return "restante-ledger." in path.name


def tree(directory: Path, ledgers: bool = False) -> dict[str, str]:
    """Every file below the directory with the hash of its content; "" for directories and what cannot be read."""
    return {path.relative_to(directory).as_posix():
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and os.access(path, os.R_OK) else ""
            for path in sorted(directory.rglob("*")) if ledgers or not is_ledger(path)}


# For tests of --sandbox: a sanitizer that looks for leaks traces the process, which a sandbox does not allow.
NO_LEAK_SEARCH = {"ASAN_OPTIONS": "detect_leaks=0"}


class Transcript(unittest.TestCase):
    """Each test gets an empty directory, and a home of its own beside it."""

    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-cli-")
        self.addCleanup(scratch.cleanup)
        self.home = Path(scratch.name) / "home"
        self.dir = Path(scratch.name) / "work"
        self.home.mkdir()
        self.dir.mkdir()

    def environment(self, **more: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key in ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS")}
        return kept | {"HOME": str(self.home), "LC_ALL": "C.UTF-8"} | more

    def run_program(self, *arguments: object, **more: str) -> Done:
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.dir, env=self.environment(**more),
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
        error = done.stderr.decode("utf-8")
        self.assertNotIn("Sanitizer", error)
        self.assertNotIn("runtime error", error)
        self.assertGreaterEqual(done.returncode, 0, f"killed by a signal: {error}")
        return Done(done.returncode, done.stdout, error)

    def sample(self, name: str) -> Path:
        return SAMPLES / f"{name}.mmf"

    def document(self, name: str, *options: object) -> dict:
        done = self.run_program("migrate", self.sample(name), "--to", "json:-", *options)
        self.assertIn(done.code, (0, 1), done.err)
        return json.loads(done.out)

    def assert_refused(self, done: Done, code: int, *words: str) -> None:
        """The code, one clear sentence, and nothing written anywhere."""
        self.assertEqual(done.code, code, done.err)
        self.assertTrue(done.err.startswith("restante: "), done.err)
        for word in words:
            self.assertIn(word, done.err)
        self.assertEqual(tree(self.home, ledgers=True), {}, "something was written to the home directory")

    def assert_balanced(self, tally: dict) -> None:
        self.assertEqual(tally["found"], tally["delivered"] + tally["skipped"] + tally["failed"])

    def report(self, path: Path) -> dict:
        """The report, after checking that its numbers agree with each other."""
        report = json.loads(path.read_text(encoding="utf-8"))
        self.assertEqual(report["schema"], "restante-report/1")
        for tally in report["totals"].values():
            self.assert_balanced(tally)
        for kind in KINDS:
            total = sum(mailbox[kind]["found"] for mailbox in report["mailboxes"])
            self.assertEqual(total, report["totals"][kind]["found"], kind)
        for mailbox in report["mailboxes"]:
            for kind in ("messages", "attachments"):
                found = sum(folder.get(kind, {"found": 0})["found"] for folder in mailbox["folder_list"])
                self.assertEqual(found, mailbox[kind]["found"], kind)
            for folder in mailbox["folder_list"]:
                for kind in KINDS:
                    if kind in folder:
                        self.assert_balanced(folder[kind])
        return report


main = unittest.main
