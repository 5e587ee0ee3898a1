"""Every option the help names and every exit code the documentation names is tried by some test of the program."""

import re
from pathlib import Path

from transcript import Transcript, main

TESTS = Path(__file__).resolve().parent.parent
COMMANDS = ("inspect", "migrate", "users", "check", "dump", "forge", "completion")
CODES = (0, 1, 2, 64, 66, 69, 74, 130)


def scripts() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("*_test.py") if path != Path(__file__))


class Covered(Transcript):
    def test_every_option_is_tried(self) -> None:
        tried = scripts()
        for command in COMMANDS:
            help_text = self.run_program(command, "--help").out.decode()
            options = re.findall(r"^ +(?:-\w,)?(--[a-z-]+)", help_text, re.MULTILINE)
            self.assertIn("--help", options)
            for option in options:
                with self.subTest(command=command, option=option):
                    self.assertRegex(tried, f"[\"'= ]{option}[\"'= ]")

    def test_every_code_is_expected_somewhere(self) -> None:
        documented = (TESTS.parent / "docs" / "command-line.md").read_text(encoding="utf-8")
        tried = scripts()
        for code in CODES:
            with self.subTest(code=code):
                self.assertRegex(documented, rf"\| {code} \|")
                self.assertRegex(tried, rf"(code, {code}\b|code, \([0-9, ]*\b{code}\b|returncode, {code}\b"
                                        rf"|assert_refused\([^)]*\b{code}\b)")


if __name__ == "__main__":
    main()
