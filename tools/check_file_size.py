#!/usr/bin/env python3
"""Code people can read at one sitting: no file of code is longer than 500 lines, and most are much shorter.

A data table (a list of facts without logic) may be longer when one of its first ten lines says
"data table: REASON".
"""

import re
import sys
from pathlib import Path

from project_files import project_files, read, report

HARD_CAP = 500
CODE = (".cpp", ".h", ".py", ".ts", ".tsx", ".sh", ".cmake", "CMakeLists.txt", "Makefile")
MARK = re.compile(r"\bdata table: \w+", re.IGNORECASE)


def check(root: Path) -> list[str]:
    problems = []
    for path in project_files(root, *CODE):
        lines = read(path).splitlines()
        if len(lines) > HARD_CAP and not any(MARK.search(line) for line in lines[:10]):
            problems.append(f"{path.relative_to(root)}: {len(lines)} lines, more than {HARD_CAP}: it holds more than one idea")
    return problems


if __name__ == "__main__":
    sys.exit(report(check))
