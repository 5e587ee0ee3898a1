#!/usr/bin/env python3
"""The project stands alone: no text names a place outside it or on one machine, and none leaves a promise behind."""

import re
import sys
from pathlib import Path

from project_files import project_files, read, report

TEXT = (".cpp", ".h", ".def", ".py", ".sh", ".cmake", ".txt", ".md", ".json", ".toml", ".yml", ".ts", ".tsx", ".css",
        ".html", "Makefile", "run", ".clang-tidy", ".clang-format", ".editorconfig", ".gitattributes", ".gitignore")

# Written in pieces where this file would otherwise find itself.
PATTERNS = [
    (re.compile(r"\.\./" r"shared\b"), "a place outside the project"),
    (re.compile(r"(?<![\w.])/(work|root|home)/" r"\w"), "a path of one machine"),
    (re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b"), "a mark for later: open an issue or do it now"),
    (re.compile(r"^(<{7} |>{7} |={7}$)", re.MULTILINE), "an unfinished merge"),
]
# Other people's words are kept as they are.
QUOTED = ("tests/samples/", "tests/corpus/", "tests/golden/", "LICENSE", "web/package-lock.json")


def check(root: Path) -> list[str]:
    problems = []
    for path in project_files(root, *TEXT):
        name = path.relative_to(root).as_posix()
        if name.startswith(QUOTED) and not name.endswith("README.md"):
            continue
        text = read(path)
        for pattern, meaning in PATTERNS:
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                problems.append(f"{name}:{line}: {match.group().strip()}: {meaning}")
    return problems


if __name__ == "__main__":
    sys.exit(report(check))
