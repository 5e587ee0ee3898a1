"""The unit of deploy/systemd, judged by systemd itself; and its command, run as it stands there."""

import os
import re
import shlex
import subprocess
import unittest
from pathlib import Path

from ledger_fixture import PROGRAM, SECONDS, LedgerTest, main

UNIT = Path(__file__).resolve().parent.parent.parent / "deploy" / "systemd" / "restante-worker@.service"


class Systemd(LedgerTest):
    def verify(self, text: str) -> str:
        """What systemd has to say; it says so and returns 0 when it only ignores a line."""
        place = self.dir / UNIT.name
        place.write_text(text.replace("/usr/bin/restante", os.path.realpath(PROGRAM)), encoding="utf-8")
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", place], capture_output=True, text=True, check=False)
        return "\n".join(line for line in done.stderr.splitlines() if UNIT.stem.rstrip("@") in line)

    def test_the_unit_is_understood(self) -> None:
        text = UNIT.read_text(encoding="utf-8")
        self.assertEqual(self.verify(text), "")
        self.assertIn("Unknown key", self.verify(text.replace("RestartSec", "RestartSecond")))
        self.assertIn("restante", self.verify(text.replace("/usr/bin/restante", "/usr/bin/restante-of-old")))

    def test_its_command_does_the_work(self) -> None:
        text = UNIT.read_text(encoding="utf-8")
        ledger = self.make_ledger("sqlite")
        self.assertEqual(self.run_program("forge", "office", "--users", 2, "--messages", 20).code, 0)
        self.assertEqual(self.run_program("plan", "office", "--to", "maildir:mail", "--ledger", ledger).code, 0)
        words = shlex.split(re.search("^ExecStart=(.*)$", text, re.MULTILINE)[1])
        self.assertEqual(words[0], "/usr/bin/restante")
        command = [PROGRAM] + [word.replace("${RESTANTE_LEDGER}", ledger) for word in words[1:]]
        done = subprocess.run(command, cwd="/", env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=SECONDS, check=False)
        well = {0, *map(int, re.search("^SuccessExitStatus=(.*)$", text, re.MULTILINE)[1].split())}
        self.assertEqual(well, {0, 1, 2})
        self.assertIn(done.returncode, well, done.stderr)
        self.assertTrue(list((self.dir / "mail").rglob("cur/*")))


if __name__ == "__main__":
    main()
