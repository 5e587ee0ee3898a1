"""Address books with everything in them, and letters of every kind of address and text, in the bytes that targets write.
`--write` renews the files in golden/; read the difference before you keep it."""

import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))
import addresses_test  # noqa: E402
import golden_files  # noqa: E402
from everything import ANN, EVERYTHING, JOHN, LETTER, MAP  # noqa: E402
from fields_test import run  # noqa: E402

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
        return golden_files.files_in(directory / "out", suffix)


Golden = golden_files.test_of(GOLDEN, CASES, delivered)

if __name__ == "__main__":
    golden_files.main(GOLDEN, CASES, delivered)
