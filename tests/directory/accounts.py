"""Example accounts, written by the target into a fresh directory."""

import csv
import os
import subprocess
import tempfile
import unittest
from pathlib import Path


class Accounts(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-accounts-")
        self.addCleanup(scratch.cleanup)
        self.dir = Path(scratch.name)

    def write(self, kind: str, parameters: str = "", place: str = "out") -> list[str]:
        """The findings, as "DIR-001 item: text"."""
        done = subprocess.run([os.environ["RESTANTE_WRITE_ACCOUNTS"], kind, f"directory:{self.dir}/{place}{parameters}"],
                              capture_output=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.decode("utf-8").splitlines()

    def files(self, ending: str, place: str = "out") -> list[Path]:
        return sorted(path for path in (self.dir / place).iterdir() if path.name.endswith(ending))

    def rows(self, name: str, place: str = "out") -> list[dict[str, str]]:
        with (self.dir / place / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, strict=True))
