"""The samples with address books, and running restante on them."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "mmf"
NAMES = ("pab", "pab-big")


def entries_of(name: str) -> list[dict]:
    document = json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))
    return [entry for book in document["address_books"] for entry in book["entries"]]


class AddressBooks(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-contacts-")
        self.addCleanup(scratch.cleanup)
        self.dir = Path(scratch.name)

    def migrate(self, name: str, target: str, *options: str, code: int = 0) -> str:
        done = subprocess.run([os.environ["RESTANTE"], "migrate", str(SAMPLES / f"{name}.mmf"), "--to", target, *options],
                              cwd=self.dir, env={**os.environ, "HOME": str(self.dir / "home")}, capture_output=True,
                              timeout=120, check=False)
        error = done.stderr.decode("utf-8")
        self.assertEqual(done.returncode, code, error)
        return error

    def files(self, target: str, ending: str) -> list[Path]:
        return sorted((self.dir / target).rglob(f"*{ending}"))
