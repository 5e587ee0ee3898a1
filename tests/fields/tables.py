"""The tables "Every field" of the pages about targets.

| field | verdict | where, or what is lost |
|---|---|---|
| `message.subject`, `message.body` | kept | ... |

A row speaks about the fields it names; `message.*` means all of that kind, and is for losses only. A page about several
targets has for each a column of verdicts with its name and one that begins with "where"; where that is empty, the one
before it speaks for both.
"""

import re
from pathlib import Path
from typing import NamedTuple

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
VERDICTS = ("kept", "changed", "lost")
HEADING = "## Every field"
NUMBER = re.compile(r"\b(?!SHA)[A-Z]+-\d{3}\b")
NOT_REPORTED = "not reported"  # a reason follows
ABSENT = "absent"              # what the target shows where the source has nothing


class Row(NamedTuple):
    fields: list[str]
    verdict: str
    text: str

    @property
    def numbers(self) -> set[str]:
        return set(NUMBER.findall(self.text))

    def about(self, field: str) -> bool:
        return any(field == name or (name.endswith(".*") and field.startswith(name[:-1])) for name in self.fields)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def read_table(text: str, column: str = "verdict") -> list[Row]:
    """`column`: the heading of the target's verdicts."""
    section = text.split(f"\n{HEADING}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.split("\n") if line.startswith("|")]
    heads = cells(lines[0])
    verdict = heads.index(column)
    wheres = [place for place in range(verdict + 1, -1, -1) if heads[place].startswith("where")]
    rows = []
    for line in lines[2:]:
        row = cells(line)
        assert len(row) == len(heads), line
        text = next((row[place] for place in wheres if row[place]), "")
        rows.append(Row(re.findall(r"`([^`]+)`", row[0]), row[verdict], text))
    return rows


def problems_of(rows: list[Row], fields: list[str]) -> list[str]:
    """What is wrong with a table whatever the target does."""
    problems = []
    for field in fields:
        count = sum(row.about(field) for row in rows)
        if count != 1:
            problems.append(f"{field}: {count} rows")
    for row in rows:
        if row.verdict not in VERDICTS:
            problems.append(f"{row.fields}: no verdict: {row.verdict}")
        if row.verdict != "kept" and not row.numbers and NOT_REPORTED not in row.text:
            problems.append(f"{row.fields}: {row.verdict} without a number or the reason for having none")
        for name in row.fields:
            if not any(row.about(field) for field in fields if Row([name], "", "").about(field)):
                problems.append(f"{name}: there is no such field")
            if name.endswith("*") and row.verdict != "lost":
                problems.append(f"{name}: {row.verdict}")
    return problems
