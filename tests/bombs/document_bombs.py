"""What is carried within mail, or made of it: compound documents, messages of the internet, Outlook data files."""

import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

from registry import bomb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "known_bugs"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "attachments"))
import message_file  # noqa: E402
import objects  # noqa: E402

SECTOR, PAGE = 512, 512


def compound(kind: int) -> bytes:
    """A compound document: 0: its table of sectors runs in a circle; 1: the list of tables does; 2: the entries of its
    directory are each other's brothers and children; 3: sizes of 2 GB."""
    table, directory = [0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE] + [0xFFFFFFFF] * 125, b""
    if kind == 0:
        table = [0xFFFFFFFD] + [1 + n % 120 for n in range(1, 121)] + [0xFFFFFFFF] * 7
    for n in range(4):
        name = ("Root Entry" if n == 0 else "WordDocument").encode("utf-16-le")
        brothers = ((n + 1) % 4, (n + 2) % 4, n) if kind == 2 else (0xFFFFFFFF, 0xFFFFFFFF, 1 if n == 0 else 0xFFFFFFFF)
        directory += name.ljust(64, b"\0") + struct.pack("<HBBIII36sIII", len(name) + 2, 5 if n == 0 else 2, 1, *brothers, bytes(36), 2,
                                                         0x80000000 if kind == 3 else 4096, 0x80000000 if kind == 3 else 0)
    head = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(16) + struct.pack("<HHHHH6sIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0, 1, 1, 0,
                                                                       4096, 2, 1, 0 if kind == 1 else 0xFFFFFFFE, 0x7FFFFFFF, 0)
    tables = struct.pack("<128I", *([0] * 127 + [0])) if kind == 1 else struct.pack("<128I", *table)
    return head.ljust(SECTOR, b"\xFF") + tables + directory + struct.pack("<128I", *table)


@bomb("compound-documents.mmf")
def compound_documents(path: Path) -> None:
    """Compound documents in circles, as attachments and as embedded objects: nothing looks into them."""
    kinds = [compound(kind) for kind in range(4)]
    carried = [message_file.attachment("A.DOC", one) for one in kinds] + \
        [message_file.attachment("B", objects.embedded(b"Word.Document.6", one), message_file.OLE) for one in kinds]
    message_file.write(path, [message_file.inbox(*(message_file.message(carried) for _ in range(50)))])


@bomb("nested-mail.mmf")
def nested_mail(path: Path) -> None:
    """Mail of the internet in mail of the internet, ten thousand times, as an attachment: it is passed on as it is."""
    rows = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\nContent-Type: message/rfc822\r\n\r\n" % (n, n)
                    for n in range(10_000))
    message_file.write(path, [message_file.inbox(*(message_file.message([message_file.attachment("A.EML", rows)]) for _ in range(20)))])


# Outlook data files: what check reads. Offsets are those of docs/formats/pst.md.


def data_file(path: Path) -> bytearray:
    """Of two messages that hold a message each, twelve deep."""
    subprocess.run([os.environ["RESTANTE_MAKE_PST"], "embedded", "u", "0", path, os.devnull], check=True, timeout=60)
    return bytearray(path.read_bytes())


def seal(file: bytearray, start: int, size: int, place: int) -> None:
    struct.pack_into("<I", file, place, zlib.crc32(file[start:start + size], 0xFFFFFFFF) ^ 0xFFFFFFFF)


def pages(file: bytearray, kind: int, leaves: bool) -> list[int]:
    return [at for at in range(0x4400, len(file) - PAGE + 1, PAGE)
            if file[at + 496] == file[at + 497] == kind and (file[at + 491] == 0) == leaves and file[at + 490] in (24, 32)]


@bomb("trees-in-circles.pst")
def trees_in_circles(path: Path) -> None:
    """Each page of the two trees that has pages below it names itself and its brothers."""
    file = data_file(path)
    for kind in (0x80, 0x81):
        inner = pages(file, kind, leaves=False)
        assert inner
        for at in inner:
            for n in range(20):
                other = inner[n % len(inner)]
                struct.pack_into("<QQQ", file, at + 24 * n, n * 64, *struct.unpack_from("<Q", file, other + 504), other)
            file[at + 488] = 20
            seal(file, at, 496, at + 500)
    path.write_bytes(file)


@bomb("messages-in-themselves.pst")
def messages_in_themselves(path: Path) -> None:
    """Each message that is inside another one has the attachments of the outermost."""
    file = data_file(path)
    outermost = max(below for at in pages(file, 0x81, leaves=True) for n in range(file[at + 488])
                    for nid, _, below in [struct.unpack_from("<QQQ", file, at + 32 * n)] if nid & 0x1F == 4)
    changed = 0
    for page in pages(file, 0x80, leaves=True):
        for n in range(file[page + 488]):
            bid, at, size = struct.unpack_from("<QQH", file, page + 24 * n)
            if not bid & 2 or file[at] != 2 or file[at + 1] != 0:
                continue
            for place in range(at + 8, at + size - 23, 24):
                if struct.unpack_from("<Q", file, place)[0] & 0x1F == 4:
                    struct.pack_into("<Q", file, place + 16, outermost)
                    changed += 1
            seal(file, at, size, at + (size + 16 + 63) // 64 * 64 - 12)
    assert changed
    path.write_bytes(file)
