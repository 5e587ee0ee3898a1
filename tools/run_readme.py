#!/usr/bin/env python3
"""Runs what a document tells people to type, and compares what it says they will see.

    tools/run_readme.py PROGRAM [DOCUMENT]

All ```sh blocks are run in order in one shell, in a scratch folder that looks like a fresh checkout (tests/ is there)
with PROGRAM on the path as `restante`. Every command must succeed; a line that ends in "# exits N" must exit with N.
A ```text block directly behind is the expected output of its sh block: lines must be equal, where `...` stands for
anything and a line of only `...` for any number of lines. `make` commands must be known to the Makefile; they are not
run (this is a test of theirs already).
"""

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from project_files import ROOT, read

BLOCK = re.compile(r"^```sh\n(.*?)^```\n(?:\n*^```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
EXITS = re.compile(r"#\s*exits (\d+)\s*$")
END = "end-of-command"
ONE_COMMAND_SECONDS = 120


class Step(NamedTuple):
    commands: list[str]
    expected: str | None


def steps_of(document: str) -> list[Step]:
    steps = []
    for commands, expected in BLOCK.findall(document):
        joined = commands.replace("\\\n", " ")
        lines = [line.strip() for line in joined.splitlines()]
        steps.append(Step([line for line in lines if line and not line.startswith("#")], expected or None))
    return steps


def matches(expected: str, actual: str) -> bool:
    pattern = ""
    for line in expected.rstrip("\n").split("\n"):
        if line.strip() == "...":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(re.escape(part.rstrip() if part is line else part) for part in line.split("...")) + r"[ ]*\n"
    return re.fullmatch(pattern, actual.rstrip("\n") + "\n") is not None


class Shell:
    """One bash for all steps, so that `cd` and variables carry over."""

    def __init__(self, folder: Path, program_folder: Path):
        self._process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"], cwd=folder, text=True, errors="replace", stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.run(f"PATH={shlex.quote(str(program_folder))}:$PATH; unset LANGUAGE; export LC_ALL=C.UTF-8 NO_COLOR=1")

    def run(self, command: str) -> tuple[int, str]:
        """The exit code of one command and all it printed. Its output is read to the end mark, so it cannot block."""
        # The end mark reads stdin from elsewhere: a command must not swallow the next one.
        self._process.stdin.write(f"{{ {command}\n}} </dev/null\nprintf '\\n{END} %d\\n' $?\n")
        self._process.stdin.flush()
        output = ""
        for line in self._process.stdout:
            if line.startswith(END):
                return int(line.split()[1]), output.removesuffix("\n")
            output += line
        return 255, output

    def close(self) -> None:
        self._process.stdin.close()
        try:
            self._process.wait(timeout=ONE_COMMAND_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._process.stdout.close()


def make_problem(command: str) -> str | None:
    words = [word for word in shlex.split(command, comments=True)[1:] if "=" not in word]
    targets = set(re.findall(r"^([\w-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    unknown = [word for word in words if word not in targets]
    return f"the Makefile has no target {' '.join(unknown)}" if unknown else None


def run_document(document: str, folder: Path, program_folder: Path) -> list[str]:
    problems = []
    shell = Shell(folder, program_folder)
    for step in steps_of(document):
        seen = ""
        for command in step.commands:
            if command.split()[0] == "make":
                if problem := make_problem(command):
                    problems.append(f"$ {command}\n{problem}")
                continue
            wanted = int(found.group(1)) if (found := EXITS.search(command)) else 0
            status, output = shell.run(command)
            seen += output
            if status != wanted:
                problems.append(f"$ {command}\nexit code {status}, not {wanted}\n{output}")
        if step.expected is not None and not matches(step.expected, seen):
            problems.append(f"$ {' ; '.join(step.commands)}\nprinted\n{seen}\nnot\n{step.expected}")
    shell.close()
    return problems


def main() -> int:
    program = Path(sys.argv[1]).resolve()
    document = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "README.md"
    text = read(document)
    if not steps_of(text):
        print(f"{document} has no sh block")
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "tests").symlink_to(ROOT / "tests")
        problems = run_document(text, Path(scratch), program.parent)
    print("\n".join(problems) or f"every command of {document.name} does what it says")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
