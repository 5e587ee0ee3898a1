#!/usr/bin/env python3
"""Documents can be trusted: relative links lead somewhere, every format and target has its page, and docs/README.md
lists every page."""

import re
import sys
from pathlib import Path

from project_files import project_files, read, report

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
HEADING = re.compile(r"^#+\s+(.*?)\s*$", re.MULTILINE)
# Folders of src/targets that several targets share and that are no target themselves.
SHARED_BY_TARGETS = {"files", "mail", "server"}
# Targets whose page is a contract of its own, or that of several.
PAGES = {"json": "docs/json-model.md", "vcard": "docs/targets/contacts.md", "ldif": "docs/targets/contacts.md"}


def anchors(text: str) -> set[str]:
    """The names a heading can be reached by, made the way code hosts make them."""
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    names: set[str] = set(re.findall(r'<a (?:id|name)="([^"]+)"', text))
    for heading in HEADING.findall(text):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        number = 0
        while (name := slug if number == 0 else f"{slug}-{number}") in names:
            number += 1
        names.add(name)
    return names


def check_links(root: Path) -> list[str]:
    problems = []
    for path in project_files(root, ".md"):
        text = CODE.sub(lambda match: "\n" * match.group().count("\n"), read(path))
        for match in LINK.finditer(text):
            link = match.group(1) or match.group(2)
            if re.match(r"[a-z]+:", link):
                continue
            name, _, anchor = link.partition("#")
            goal = (path.parent / name).resolve() if name else path
            where = f"{path.relative_to(root)}:{text.count(chr(10), 0, match.start()) + 1}"
            if root not in goal.parents and goal != root:
                problems.append(f"{where}: {link} leads out of the project")
            elif not goal.exists():
                problems.append(f"{where}: {link} does not exist")
            elif anchor and goal.suffix == ".md" and anchor not in anchors(read(goal)):
                problems.append(f"{where}: {link}: no such heading")
    return problems


def folders_with_code(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and any(path.rglob("*.cpp"))) \
        if folder.is_dir() else []


def check_pages(root: Path) -> list[str]:
    problems = []
    for name in folders_with_code(root / "src/formats"):
        if not (root / f"docs/formats/{name}.md").exists():
            problems.append(f"src/formats/{name}: docs/formats/{name}.md is missing")
    for name in folders_with_code(root / "src/targets"):
        page = PAGES.get(name, f"docs/targets/{name}.md")
        if name not in SHARED_BY_TARGETS and not (root / page).exists():
            problems.append(f"src/targets/{name}: {page} is missing")
    return problems


def check_index(root: Path) -> list[str]:
    index = root / "docs/README.md"
    if not index.exists():
        return ["docs/README.md is missing"]
    listed = {(index.parent / (match[0] or match[1]).partition("#")[0]).resolve() for match in LINK.findall(read(index))}
    return [f"docs/README.md does not list {path.relative_to(root)}" for path in project_files(root, ".md")
            if root / "docs" in path.parents and path != index and path.resolve() not in listed]


def check(root: Path) -> list[str]:
    return check_links(root) + check_pages(root) + check_index(root)


if __name__ == "__main__":
    sys.exit(report(check))
