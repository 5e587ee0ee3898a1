"""Texts that only old code pages hold, and addresses that address books keep as templates, in the bytes that targets write.
`--write` renews the files in golden/; read the difference before you keep it."""

import struct
import subprocess
import tempfile
from pathlib import Path

from known_bugs import store  # noqa: I001  (it extends the path)
import golden_files
from message_file import inbox, message
from transcript import PROGRAM

GOLDEN = Path(__file__).with_name("golden")
BOXES = "Item\tPrice\r\n╔════╦═══╗\r\n║ 1\t║ ½ ║\r\n╠════╬═══╣\r\n║ 2\t║ α ║\r\n╚════╩═══╝\r\n░▒▓█▀▄ √≈\r\n"
NAME, ALWAYS, HAS = 0, 0xF008, 0xF003
OFFICE = 0x20  # any field that no program knows


def piece(format_text: str, *arguments: int, condition: int = ALWAYS, data: bytes = b"") -> list[tuple[int, bytes]]:
    """One piece of a template: when it counts, the fields it names, its text."""
    return [(condition, data), (0, struct.pack(f"<{len(arguments)}I", *arguments)), (0, store.text(format_text))]


def templated(name: str, kind: str, *pieces: list[tuple[int, bytes]], address: str = "") -> dict:
    pattern = store.fields([member for one in pieces for member in one])
    return store.entry(name, kind, address, more=[(OFFICE, b"HQ\0"), (0xC001, pattern)])


BOOK = [templated("Ann", "SMTP", piece("%s@example.org", NAME)),
        templated("Bob", "SMTP", piece("%s", NAME), piece(".%s", OFFICE, condition=HAS, data=struct.pack("<I", OFFICE)),
                  piece(".nowhere", condition=HAS, data=struct.pack("<I", 0x21)), piece("@100%%.example"), address="stored@example.org"),
        templated("Fax", "FAX", piece("%s\rHQ\rAcme Inc\r+1 555 0100\r", NAME)),
        store.entry("Half", "FAX", "Jane Roe\rAnnex\rAcme Inc\r+1 555 0101\r\r"),
        store.entry("All of them", members=[0, 1, 2, 3])]
MESSAGES = inbox(message(subject="Boxes", body=BOXES, fixed_font=1, code_page="cp437"),
                 message(subject="NUL in the middle", body=b"shown\r\n\0not shown\r\n\0"),
                 message(subject="Nothing but NUL", body=b"\0"),
                 message(subject="No NUL at all", body=b"the end is missing"),
                 message(subject="Bell and escape", body=b"\x07ding\x1b[1m\x0cnext page\x1a"))
CASES = {"texts": ("eml:out", ".eml"), "vcard-4": ("contacts:out", ".vcf"), "vcard-3": ("contacts:out?version=3", ".vcf"),
         "ldif": ("ldif:out", ".ldif")}


def delivered(uri: str, suffix: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="restante-golden-") as scratch:
        directory = Path(scratch)
        path = store.write(directory / "STORE.MMF", [MESSAGES], book=BOOK)
        done = subprocess.run([PROGRAM, "migrate", path, "--to", uri, "--codepage", "437", "--report", "report"], cwd=directory,
                              capture_output=True, timeout=120)
        if done.returncode not in (0, 1):
            raise AssertionError(done.stderr.decode())
        return golden_files.files_in(directory / "out", suffix)


Golden = golden_files.test_of(GOLDEN, CASES, delivered)

if __name__ == "__main__":
    golden_files.main(GOLDEN, CASES, delivered)
