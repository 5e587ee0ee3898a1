#!/usr/bin/env python3
"""Validates a BagIt package by RFC 8493 alone. Usage: bagcheck.py DIR; prints what is wrong, exits 0 when nothing is."""

import hashlib
import re
import sys
from pathlib import Path


def decoded(path: str) -> str:
    return path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def entries(manifest: Path, problems: list[str]) -> dict[str, str]:
    listed = {}
    for line in manifest.read_bytes().decode("utf-8").splitlines():
        match = re.fullmatch(r"([0-9a-fA-F]{64})\s+\*?(.+)", line)  # 2.1.3
        if not match:
            problems.append(f"{manifest.name}: bad line {line!r}")
            continue
        path = decoded(match.group(2))
        if path in listed:
            problems.append(f"{manifest.name}: {path} is listed twice")
        listed[path] = match.group(1).lower()
    return listed


def check(bag: Path) -> list[str]:
    problems: list[str] = []
    declaration = bag / "bagit.txt"
    if not declaration.exists() or declaration.read_bytes() != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
        problems.append("bagit.txt is missing or wrong")  # 2.1.1
    if not (bag / "data").is_dir():
        problems.append("there is no payload directory")  # 2.1.2
    manifest = bag / "manifest-sha256.txt"
    if not manifest.exists():
        return problems + ["there is no payload manifest"]  # 2.1.3
    listed = entries(manifest, problems)
    payload = {path.relative_to(bag).as_posix() for path in (bag / "data").rglob("*") if path.is_file()}
    problems += [f"{path} is in no manifest" for path in sorted(payload - listed.keys())]  # 3: complete
    problems += [f"{path} is listed and not there" for path in sorted(listed.keys() - payload)]
    tags = entries(bag / "tagmanifest-sha256.txt", problems) if (bag / "tagmanifest-sha256.txt").exists() else {}
    for required in ("bagit.txt", "manifest-sha256.txt"):
        if tags and required not in tags:
            problems.append(f"tagmanifest-sha256.txt does not list {required}")
    for path, hash_ in (listed | tags).items():
        file = bag / path
        if not file.is_file():
            problems.append(f"{path} is listed and not there")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != hash_:
            problems.append(f"{path} has another hash")  # 3: valid
    for line in (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines():  # 2.2.2
        if not re.fullmatch(r"[^:\s][^:]*: .+|\s+.+", line):
            problems.append(f"bag-info.txt: bad line {line!r}")
        if match := re.fullmatch(r"Payload-Oxum: (\d+)\.(\d+)", line):
            sizes = [(bag / path).stat().st_size for path in payload]
            if (sum(sizes), len(sizes)) != (int(match.group(1)), int(match.group(2))):
                problems.append("Payload-Oxum does not agree with the payload")
    return problems


if __name__ == "__main__":
    found = check(Path(sys.argv[1]))
    print("\n".join(found))
    sys.exit(1 if found else 0)
