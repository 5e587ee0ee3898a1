#!/usr/bin/env python3
"""docs/limits.md tells the truth about limits: each constant of its table is defined where the link leads and has the
value it says, each file of a test exists, and each LIM number that code gives stands in the table and in a test."""

import re
import sys
from pathlib import Path

from project_files import project_files, read, report

PAGE = "docs/limits.md"
ROW = re.compile(r"^\| [^|]+ \| \[`(\w+)`\]\(\.\./([^)]+)\) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
LINK = re.compile(r"\]\(\.\./([^)#]+)\)")
UNITS = {"": 1, "KiB": 1 << 10, "MiB": 1 << 20, "Mi": 1 << 20}
GIVEN = re.compile(r"MessageId::(limit_\w+)")
CODE = re.compile(r'MESSAGE\((limit_\w+), "(LIM-\d+)"')


def stated(value: str) -> int | None:
    found = re.fullmatch(r"(\d+)(?: (\w+))?", value.strip())
    return int(found[1]) * UNITS[found[2] or ""] if found and (found[2] or "") in UNITS else None


def defined(text: str, name: str) -> int | None:
    """The value of a constant that is a product of numbers."""
    found = re.search(rf"\b{name} = ([^;,]+)[;,]", text)
    if not found:
        return None
    plain = re.sub(r"std::\w+\{(\d+)\}", r"\1", found[1]).replace("'", "")
    plain = re.sub(r"(?<=[0-9A-Fa-f])(?:U|UL|ULL|LL|L)\b", "", plain)
    return eval(plain) if re.fullmatch(r"[0-9xA-Fa-f *<]+", plain) else None  # noqa: S307: digits and operators alone


def check(root: Path) -> list[str]:
    page = read(root / PAGE)
    problems = []
    rows = ROW.findall(page)
    if not rows:
        problems.append(f"{PAGE}: there is no table of limits")
    for name, path, value, _, tried in rows:
        place = root / path
        code = defined(read(place), name) if place.exists() else None
        if code is None:
            problems.append(f"{PAGE}: {path} does not define {name}")
        elif code != stated(value):
            problems.append(f"{PAGE}: {name} is {code} in {path}, not {value.strip()}")
        problems += [f"{PAGE}: {name} is tried in {test}, which is not there"
                     for test in LINK.findall(tried) if not (root / test).exists()]
    numbers = dict(CODE.findall(read(root / "src/base/messages/limit.def")))
    tests = {path: read(path) for path in project_files(root, "_test.cpp", "_test.py")}
    given = {name for path in project_files(root, ".cpp", ".h") if path not in tests and "src" in path.parts
             for name in GIVEN.findall(read(path))}
    for name in sorted(given):
        code = numbers.get(name, name)
        if code not in page:
            problems.append(f"{PAGE}: {code} ({name}) is not there")
        if not any(code in text or name in text for text in tests.values()):
            problems.append(f"{code} ({name}) is hit by no test")
    return problems


if __name__ == "__main__":
    sys.exit(report(check))
