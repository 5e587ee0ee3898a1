"""Address books with everything in them, and letters of every kind of address and text, in the bytes that targets write.
`--write` renews the files in golden/; read the difference before you keep it."""

import json
import os
import sys
import tempfile
import unittest
from pathlib import Path

import addresses_test
from everything import ANN, EVERYTHING, JOHN, LETTER, MAP
from fields_test import run

GOLDEN = Path(__file__).with_name("golden")
DATES = {"sent": "1996-02-03T04:05:06", "received": "1996-02-03T04:06:00"}
TEXTS = {"Lone CR": "one\rtwo\r\nthree\n\rfour", "Tabs": "a\tb\r\n\tc\r\n", "Columns": "| 1 | 2 |\r\n|---|---|\r\n",
         "Dots and From": ".\r\n..\r\nFrom here\r\n>From there\r\n", "Long": "word " * 300,
         "Foreign": "Øresund, søster, Straße, naïve", "Empty": ""}
LETTERS = {"mailbox": {"accounts": ["MS:ACME/HQ/JDOE"]}, "folders": [
    {"path": ["Inbox"], "role": "inbox", "messages":
        [{"id": f"860000{place:02x}", "subject": subject, "body": body, "from": [ANN], "to": [JOHN],
          "fixed_font": subject == "Columns"} | DATES for place, (subject, body) in enumerate(TEXTS.items(), 0x20)] +
        [LETTER] + addresses_test.STORED["folders"][0]["messages"]}],
    "address_books": []}
# What goes in, the map, where to, and the files that count.
CASES = {"vcard-4": (EVERYTHING, MAP, "contacts:out", ".vcf"),
         "vcard-3": (EVERYTHING, MAP, "contacts:out?version=3", ".vcf"),
         "ldif": (EVERYTHING, MAP, "ldif:out", ".ldif"),
         "eml": (LETTERS, addresses_test.MAP, "eml:out", ".eml")}


def delivered(stored: dict, address_map: str, uri: str, suffix: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="restante-golden-") as scratch:
        directory = Path(scratch)
        (directory / "everything.json").write_text(json.dumps(stored), encoding="utf-8")
        (directory / "map.csv").write_text(address_map, encoding="utf-8")
        run(os.environ["RESTANTE_MAKE_EVERYTHING"], "everything.json", "EVERY.MMF", directory=directory)
        run(os.environ["RESTANTE"], "migrate", "EVERY.MMF", "--to", uri, "--map", "map.csv", "--report", "report",
            directory=directory, codes=(0, 1))
        return {path.relative_to(directory / "out").as_posix(): path.read_bytes()
                for path in sorted((directory / "out").rglob("*")) if path.suffix == suffix}


class Golden(unittest.TestCase):
    def test_bytes(self) -> None:
        for name, case in CASES.items():
            with self.subTest(name):
                kept = {path.relative_to(GOLDEN / name).as_posix(): path.read_bytes()
                        for path in sorted((GOLDEN / name).rglob("*")) if path.is_file()}
                self.assertTrue(kept)
                self.assertEqual(delivered(*case), kept)


def write() -> None:
    for name, case in CASES.items():
        for path, content in delivered(*case).items():
            (GOLDEN / name / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name / path).write_bytes(content)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    else:
        unittest.main()
