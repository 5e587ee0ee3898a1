"""Address books with everything in them, in the bytes that every target for address books writes. `--write` renews the
files in golden/; read the difference before you keep it."""

import json
import os
import sys
import tempfile
import unittest
from pathlib import Path

from everything import EVERYTHING, MAP
from fields_test import run

GOLDEN = Path(__file__).with_name("golden")
TARGETS = {"vcard-4": "contacts:out", "vcard-3": "contacts:out?version=3", "ldif": "ldif:out"}


def books(uri: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="restante-golden-") as scratch:
        directory = Path(scratch)
        (directory / "everything.json").write_text(json.dumps(EVERYTHING), encoding="utf-8")
        (directory / "map.csv").write_text(MAP, encoding="utf-8")
        run(os.environ["RESTANTE_MAKE_EVERYTHING"], "everything.json", "EVERY.MMF", directory=directory)
        run(os.environ["RESTANTE"], "migrate", "EVERY.MMF", "--to", uri, "--map", "map.csv", "--report", "report",
            directory=directory, codes=(0, 1))
        return {path.relative_to(directory / "out").as_posix(): path.read_bytes()
                for path in sorted((directory / "out").rglob("*")) if path.suffix in (".vcf", ".ldif")}


class Golden(unittest.TestCase):
    def test_address_books(self) -> None:
        for name, uri in TARGETS.items():
            with self.subTest(name):
                kept = {path.relative_to(GOLDEN / name).as_posix(): path.read_bytes()
                        for path in sorted((GOLDEN / name).rglob("*")) if path.is_file()}
                self.assertTrue(kept)
                self.assertEqual(books(uri), kept)


def write() -> None:
    for name, uri in TARGETS.items():
        for path, content in books(uri).items():
            (GOLDEN / name / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name / path).write_bytes(content)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    else:
        unittest.main()
