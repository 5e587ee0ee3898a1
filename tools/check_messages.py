#!/usr/bin/env python3
"""Every message a user may meet has a number, a meaning and a remedy, and keeps them for ever.

Reads src/base/messages/*.def and compares docs/messages.md, which --write generates. A number that was published
there may change its wording, but not its enumerator (it would then mean something else), and may only disappear by
moving to src/base/messages/retired.txt ("MMF-007  why").
"""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from project_files import ROOT, project_files, read, report

STRING = r'"((?:[^"\\]|\\.)*)"'
STRINGS = rf"(?:{STRING}\s*)+"
MESSAGE = re.compile(rf'MESSAGE\(\s*(\w+)\s*,\s*"([^"]*)"\s*,\s*(\w+)\s*,\s*({STRINGS}),\s*({STRINGS})\)')
ROW = re.compile(r"^\| ([A-Z]+-\d+) \| \w+ \| .* \| .* \| `(\w+)` \|$", re.MULTILINE)
RETIRED = re.compile(r"^([A-Z]+-\d+)\s+\S", re.MULTILINE)
SEVERITIES = ("info", "warning", "error")

HEAD = """# Messages

Every message of restante has a number. It never changes its meaning and is never used for anything else, so it can be
searched for, quoted and relied on in scripts; the report, `--json` events and `inspect` all use it. The sentence that
follows a number in a report tells the particular case.

An **info** is worth knowing, nothing was lost. A **warning** means that something was converted with loss, guessed or
recovered; the run ends with exit code 1. An **error** means that something could not be delivered as it was.

This page is generated from `src/base/messages/*.def`: `tools/check_messages.py --write`.
"""


class Message(NamedTuple):
    enumerator: str
    code: str
    severity: str
    meaning: str
    remedy: str
    file: str


def unquote(literals: str) -> str:
    text = "".join(re.findall(STRING, literals))
    return text.replace('\\"', '"').replace("\\\\", "\\")


def read_messages(root: Path) -> tuple[list[Message], list[str]]:
    messages, problems = [], []
    folder = root / "src/base/messages"
    included = re.findall(r'#include "base/messages/(\w+\.def)"', read(folder / "all.def"))
    files = {path.name for path in folder.glob("*.def")} - {"all.def"}
    problems += [f"all.def does not include {name}" for name in sorted(files - set(included))]
    problems += [f"all.def includes {name} twice" for name, count in Counter(included).items() if count > 1]
    for name in included:
        text = re.sub(r"^\s*//.*", "", read(folder / name), flags=re.MULTILINE)
        found = [Message(m[1], m[2], m[3], unquote(m[4]), unquote(m[6]), name) for m in MESSAGE.finditer(text)]
        if len(found) != text.count("MESSAGE("):
            problems.append(f'{name}: {text.count("MESSAGE(") - len(found)} entries are not of the form '
                            'MESSAGE(enumerator, "AREA-000", severity, "meaning", "remedy")')
        messages += found
    return messages, problems


def check_each(messages: list[Message]) -> list[str]:
    problems = []
    for what in ("enumerator", "code"):
        counted = Counter(getattr(message, what) for message in messages)
        problems += [f"{value}: used {count} times" for value, count in counted.items() if count > 1]
    for message in messages:
        where = f"{message.file}: {message.code}"
        area = message.file.removesuffix(".def")
        if not re.fullmatch(r"[A-Z]+-\d{3}", message.code):
            problems.append(f"{where}: a number is AREA-000")
        if not message.enumerator.startswith(area.split("_")[0] + "_"):
            problems.append(f"{where}: {message.enumerator} should start with {area}_")
        if message.severity not in SEVERITIES:
            problems.append(f"{where}: severity {message.severity} is none of {', '.join(SEVERITIES)}")
        for field in ("meaning", "remedy"):
            if len(getattr(message, field).split()) < 2:
                problems.append(f"{where}: the {field} is no sentence")
    areas: dict[str, set[str]] = {}
    for message in messages:
        areas.setdefault(message.code.split("-")[0], set()).add(message.file)
    problems += [f"{area}: used in several files: {', '.join(sorted(files))}"
                 for area, files in areas.items() if len(files) > 1]
    return problems


def check_use(root: Path, messages: list[Message]) -> list[str]:
    used: set[str] = set()
    for path in project_files(root, ".cpp", ".h"):
        if root / "src" in path.parents and not re.search(r"_(test|fuzz)\.(cpp|h)$", path.name):
            used |= set(re.findall(r"\w+", read(path)))
    return [f"{m.file}: {m.code} {m.enumerator}: no code gives this message" for m in messages if m.enumerator not in used]


def retired(root: Path) -> set[str]:
    path = root / "src/base/messages/retired.txt"
    return set(RETIRED.findall(read(path))) if path.exists() else set()


def check_published(root: Path, messages: list[Message]) -> list[str]:
    problems = []
    page = root / "docs/messages.md"
    published = dict(ROW.findall(read(page))) if page.exists() else {}
    now = {message.code: message.enumerator for message in messages}
    gone = retired(root)
    for code, enumerator in published.items():
        if code not in now and code not in gone:
            problems.append(f"{code} was published and is gone: name it in src/base/messages/retired.txt")
        elif code in now and now[code] != enumerator:
            problems.append(f"{code} meant {enumerator} and now means {now[code]}: numbers are never reused")
    problems += [f"{code} is retired and must not be used" for code in sorted(gone & set(now))]
    return problems


def page_text(root: Path, messages: list[Message]) -> str:
    def cell(text: str) -> str:
        return text.replace("|", "\\|").replace("<", "&lt;")

    text = HEAD
    area = ""
    for message in sorted(messages, key=lambda message: message.code):
        if message.code.split("-")[0] != area:
            area = message.code.split("-")[0]
            text += f"\n## {area}\n\n| Number | Severity | Meaning | What to do | In the code |\n|---|---|---|---|---|\n"
        text += (f"| {message.code} | {message.severity} | {cell(message.meaning)} | {cell(message.remedy)} "
                 f"| `{message.enumerator}` |\n")
    if gone := sorted(retired(root)):
        text += f"\n## Retired\n\nNo longer given by any version, and never used again: {', '.join(gone)}.\n"
    return text


def check(root: Path) -> list[str]:
    messages, problems = read_messages(root)
    problems += check_each(messages) + check_use(root, messages) + check_published(root, messages)
    page = root / "docs/messages.md"
    if not page.exists() or read(page) != page_text(root, messages):
        problems.append("docs/messages.md is out of date: run tools/check_messages.py --write")
    return problems


def write(root: Path) -> int:
    messages, problems = read_messages(root)
    problems += check_each(messages) + check_published(root, messages)
    if problems:
        print("\n".join(problems))
        return 1
    (root / "docs/messages.md").write_text(page_text(root, messages), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(write(ROOT) if sys.argv[1:] == ["--write"] else report(check))
