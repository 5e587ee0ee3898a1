"""Files made to hurt: each costs its maker a few bytes or a few lines, and a careless reader gigabytes or hours.

    bombs.py DIRECTORY

writes them all. Needs RESTANTE, and RESTANTE_MAKE_RAW_STORE, RESTANTE_MAKE_STORE and RESTANTE_MAKE_PST, the programs that
build message files and Outlook data files. Which limit each is about stands in docs/limits.md. Message files and archives are
made here; image_bombs.py, set_bombs.py and document_bombs.py make the others."""

import gzip
import io
import json
import lzma
import os
import random
import struct
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "known_bugs"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "attachments"))
import document_bombs  # noqa: E402, F401: registers its own
import image_bombs  # noqa: E402, F401
import message_file  # noqa: E402
import objects  # noqa: E402
import set_bombs  # noqa: E402, F401
from registry import BOMBS, bomb  # noqa: E402

MESSAGE_FILE = Path(__file__).resolve().parent.parent / "samples" / "mmf" / "basic.mmf"


def oid(kind: int, letters: str | int) -> int:
    return kind | (letters << 8 if isinstance(letters, int) else int.from_bytes(letters.encode(), "little") << 8)


def directory(start: int, entries: list[tuple[int, int, int]]) -> bytes:
    return struct.pack("<HHIIH", len(entries), 0, 0xFFFF, 0, 1) + b"".join(struct.pack("<3I", *one) for one in entries)


def elements(content: dict[int, bytes] | list[tuple[int, bytes]]) -> bytes:
    """A list object; the last element comes first."""
    pairs = list(content.items()) if isinstance(content, dict) else content
    data, entries = b"", []
    for number, value in reversed(pairs):
        entries.insert(0, (number, 4 + len(data), len(value)))
        data += value
    return struct.pack("<I", 4 + len(data)) + data + directory(4 + len(data), entries)


def one_for_all(numbers: list[int], value: bytes) -> bytes:
    """A list all of whose elements are the same bytes."""
    return struct.pack("<I", 4 + len(value)) + value + directory(4 + len(value), [(n, 4, len(value)) for n in numbers])


def folder_entry(level: int, name: str) -> bytes:
    return struct.pack("<H", level) + name.encode() + b"\0\0\0"


def summary(subject: str = "bomb") -> bytes:
    return struct.pack(">7H", 1995, 1, 2, 3, 4, 5, 1) + struct.pack("<BHHII", 0x20, 1, 2, 0, INBOX) + b"\0" + subject.encode() + b"\0\0"


def attributes(**more: bytes) -> bytes:
    said = {0x18004: b"bomb\0", 0x38005: message_file.date(1995, 1, 2), 0x68007: b"\x20", 0x78008: b"\1\0"}
    return elements(said | {int(name[1:], 16): value for name, value in more.items()})


INBOX = oid(0x82, "Inb")


def store(path: Path, messages: bytes, more: list[dict], folders: bytes | None = None, fields=()) -> None:
    """A message file with an Inbox whose list is given, and further objects."""
    tree = folders if folders is not None else elements({INBOX: folder_entry(1, "Inbox")})
    things = [{"oid": oid(0x81, "IPM"), "attr": 0x9001, "body": tree.hex()},
              {"oid": oid(0x81, "Hid"), "attr": 0x9001, "body": elements({}).hex()},
              {"oid": INBOX, "parent": oid(0x81, "IPM"), "attr": 0x9005, "references": 1, "body": messages.hex()}, *more]
    subprocess.run([os.environ["RESTANTE_MAKE_RAW_STORE"], path],
                   input=json.dumps({"objects": things, "fields": list(fields)}).encode(), check=True, timeout=120)


def message_object(number: int, body: bytes, companions: int = 0) -> dict:
    return {"oid": oid(0x86, number), "parent": INBOX, "aux": companions, "attr": 0xB002, "references": 1, "flags": 0x1000,
            "body": body.hex()}


def described(path: Path, *messages: dict) -> None:
    message_file.write(path, [message_file.inbox(*messages)])


# Message files.


@bomb("shared-attachment.mmf")
def shared_attachment(path: Path) -> None:
    """One attachment of 300 kB that 5400 entries of a list name: 1.6 GB of mail."""
    held = oid(0x87, 0x100)
    entry = struct.pack("<IHIHHI", held, 1, 0xFFFFFFFF, 0, 0, 0)
    data = elements({0x18010: b"data.bin\0", 0x6800F: bytes(300_000)})
    store(path, elements({oid(0x86, 1): summary()}),
          [message_object(1, attributes(), oid(0x86, 1)),
           {"oid": oid(0x89, 1), "references": 0, "body": one_for_all(list(range(1, 5401)), entry).hex()},
           {"oid": held, "attr": 0x0002, "references": 1, "body": data.hex()}])


@bomb("shared-text.mmf")
def shared_text(path: Path) -> None:
    """A message of 100 kB with 3000 copies, which cost a node of the map each: 300 MB of mail."""
    copies = [{"oid": oid(0x86, n), "parent": INBOX, "attr": 0xB002, "references": 1, "flags": 0x1000, "alias": oid(0x86, 1)}
              for n in range(2, 3_002)]
    store(path, one_for_all([one["oid"] for one in copies], summary()),
          [message_object(1, attributes(_2800C=b"x" * 100_000 + b"\0")), *copies])


@bomb("shared-lists.mmf")
def shared_lists(path: Path) -> None:
    """A message with five thousand empty attachments, which has three thousand copies: fifteen million."""
    held = oid(0x87, 0x100)
    entry = struct.pack("<IHIHHI", held, 1, 0xFFFFFFFF, 0, 0, 0)
    numbers = range(2, 3_002)
    copies = [{"oid": oid(0x86, n), "parent": INBOX, "aux": oid(0x86, n), "attr": 0xB002, "references": 1, "flags": 0x1000,
               "alias": oid(0x86, 1)} for n in numbers]
    lists = [{"oid": oid(0x89, n), "references": 0, "alias": oid(0x89, 1)} for n in numbers]
    store(path, one_for_all([one["oid"] for one in copies], summary()),
          [message_object(1, attributes(), oid(0x86, 1)),
           {"oid": oid(0x89, 1), "references": 0, "body": one_for_all(list(range(1, 5001)), entry).hex()},
           {"oid": held, "attr": 0x0002, "references": 1, "body": elements({0x18010: b"a\0"}).hex()}, *copies, *lists])


@bomb("one-line-for-all.mmf")
def one_line_for_all(path: Path) -> None:
    """A folder of 10,000 messages none of which exists; all have the same line."""
    store(path, one_for_all([oid(0x86, n) for n in range(1, 10_001)], summary()), [])


@bomb("folders-in-circles.mmf")
def folders_in_circles(path: Path) -> None:
    """Folders that are their own parents, lie 255 levels deep at once, and are named again and again."""
    tree = [(INBOX, folder_entry(1, "Inbox")), (INBOX, folder_entry(2, "Inbox")), (oid(0x82, "Out"), folder_entry(255, "Deep")),
            (oid(0x81, "IPM"), folder_entry(3, "Tree"))]
    tree += [(oid(0x82, n % 7), folder_entry(n % 256, "F")) for n in range(3000)]
    loops = [{"oid": oid(0x82, n), "parent": oid(0x82, (n + 1) % 7), "attr": 0x9005, "references": 1,
              "body": one_for_all([oid(0x82, m % 7) for m in range(50)], summary()).hex()} for n in range(1, 7)]
    store(path, one_for_all([INBOX] * 500, summary()), loops, elements(tree))


@bomb("deep-folders.mmf")
def deep_folders(path: Path) -> None:
    """255 folders inside one another, with names of 127 bytes: a path of 32 kB."""
    names = [oid(0x82, 0x1000 + n) for n in range(255)]
    tree = [(one, folder_entry(level + 1, "n" * 127)) for level, one in enumerate(names)]
    lists = [{"oid": one, "parent": oid(0x81, "IPM"), "attr": 0x9005, "references": 1,
              "body": elements({oid(0x86, n): summary()}).hex()} for n, one in enumerate(names, 1)]
    store(path, elements({}), [*lists, *(message_object(n, attributes()) for n in range(1, 256))], elements(tree))


@bomb("groups-in-circles.mmf")
def groups_in_circles(path: Path) -> None:
    """Forty groups, each of which holds all forty: without care, members are counted 40 to the power of 40 times."""
    everyone = [message_file.entry(f"Group {n}", members=list(range(40))) for n in range(40)]
    message_file.write(path, [message_file.inbox()], everyone)


@bomb("sizes-of-2-to-the-31.mmf")
def huge_sizes(path: Path) -> None:
    """Nodes and lists that promise two gigabytes."""
    body = attributes()
    promise = struct.pack("<I", 0x7FFFFFF0) + body[4:]
    entries = struct.pack("<I", 4) + directory(4, [(n, 4, 0x7FFFFFFF) for n in (0x2800C, 0x18004, 0x6800F)])
    store(path, elements({oid(0x86, n): summary() for n in (1, 2, 3)}),
          [message_object(1, body), message_object(2, promise), message_object(3, entries)],
          fields=[(n, 0x14, 0x7FFFFFFF) for n in range(1, 8)])


@bomb("lying-header.mmf")
def lying_header(path: Path) -> None:
    """A header that claims as much as it can."""
    path.write_bytes(struct.pack("<IIIHH", 0x01AFDEAD, 0x0F00C00F, 0, 0xFFFF, 1) +
                     struct.pack("<IIHHH", 0x7FFFFE00, 0x7FFFFF80, 0xFFFF, 0xFFFF, 0xFFFF).ljust(0x40, b"\0") * 2 + bytes(2000))


@bomb("overlapping-blocks.mmf")
def overlapping_blocks(path: Path) -> None:
    """A block at each 128 bytes, each of which reaches to the end of the file; there is no map."""
    count = 6000
    plain = bytearray(128 * count)
    end = len(plain)
    for n in range(count):
        at = 128 * n
        size = end - at - 8
        struct.pack_into("<III", plain, at, oid(0x87, n + 1), size, size - 14 - 12)
    plain[-26:] = directory(0, [(0x6800F, 4, 1000)])
    write_plain(path, bytes(plain))


@bomb("random.bin")
def random_bytes(path: Path) -> None:
    """34 MB without meaning: a search for blocks tries every key at every place."""
    path.write_bytes(random.Random(1).randbytes(34_000_000))


def write_plain(path: Path, body: bytes) -> None:
    """A message file whose map is gone, of these bytes; the program's own writer enciphers one large object, whose place is
    then all there is."""
    store(path, elements({}), [{"oid": oid(0x87, 0xFFFF), "attr": 2, "body": (bytes(0x78) + body).hex()}])
    file = bytearray(path.read_bytes())
    file[:0x200] = bytes(0x200)
    path.write_bytes(file)


# Attachments.


def tnef_chain(depth: int) -> bytes:
    inner = b"the end"
    for _ in range(depth):
        inner = objects.tnef(objects.render_data(1), (2, 0x0006800F, inner))
    return inner


@bomb("nested-tnef.mmf")
def nested_tnef(path: Path) -> None:
    """A WINMAIL.DAT in a WINMAIL.DAT, a thousand times."""
    described(path, message_file.message([message_file.attachment("WINMAIL.DAT", tnef_chain(1000))]))


@bomb("many-parts.mmf")
def many_parts(path: Path) -> None:
    """A WINMAIL.DAT of twenty thousand attachments."""
    parts = []
    for _ in range(20_000):
        parts += [objects.render_data(1), (2, 0x0006800F, b"x")]
    described(path, message_file.message([message_file.attachment("WINMAIL.DAT", objects.tnef(*parts))]))


def packed_text(size: int) -> bytes:
    """Compressed RTF that grows as much as it can: one letter, then references of 17 bytes to it."""
    written, tokens = 1, [b"x"]
    tokens, position = [(False, b"x")], 207
    while written < size:
        tokens.append((True, struct.pack(">H", position << 4 | 15)))
        written += 17
        position = (position + 1) % 4096 if written < 40 else (position + 17) % 4096
    body = b""
    for start in range(0, len(tokens), 8):
        some = tokens[start:start + 8]
        body += bytes([sum(reference << bit for bit, (reference, _) in enumerate(some))]) + b"".join(one for _, one in some)
    return struct.pack("<IIII", len(body) + 12, size, 0x75465A4C, 0) + body


@bomb("growing-text.mmf")
def growing_text(path: Path) -> None:
    """Compressed texts of 7 MB that claim to be 60 MB, and one that claims 2 GB."""
    texts = [packed_text(8_000_000), struct.pack("<IIII", 30, 0x7FFFFFFF, 0x75465A4C, 0) + b"\0" * 18]
    described(path, *(message_file.message([message_file.attachment("WINMAIL.DAT", objects.tnef(
        (1, 0x00069003, objects.properties((0x0102, 0x1009, one)))))]) for one in texts))


def ole_chain(depth: int) -> bytes:
    inner = b"the end"
    for _ in range(depth):
        inner = objects.package(b"inner", b"C:\\INNER", inner)
    return inner


@bomb("nested-objects.mmf")
def nested_objects(path: Path) -> None:
    """A packaged object in a packaged object, a thousand times; and sizes of two gigabytes."""
    lying = struct.pack("<II", 0x501, 2) + objects.name(b"Package") + struct.pack("<III", 0, 0, 0x7FFFFFFF) + b"\2\0"
    described(path, message_file.message([message_file.attachment("a", one, message_file.OLE)
                                          for one in (ole_chain(1000), lying, b"\x01\x05\0\0\x02\0\0\0" + b"\xFF" * 64)]))


@bomb("large-pictures.mmf")
def large_pictures(path: Path) -> None:
    """Pictures of a few bytes that are sixteen million pixels large, and drawings that never end."""
    runs = struct.pack("<IiiHHIIiiII", 40, 4000, 4000, 1, 8, 1, 8, 0, 0, 1, 0) + bytes(4) + b"\0\1" * 4
    fill = struct.pack("<IHHHHH", 8, 0x041B, 32000, 32000, 0, 0) + b"\0\0"
    brush = struct.pack("<IHHIH", 7, 0x02FC, 0, 0x00FF00FF, 0) + struct.pack("<IHH", 4, 0x012D, 0)
    drawing = struct.pack("<HHHIHIH", 1, 9, 0x300, 0, 2, 0, 0) + brush + fill * 4000 + struct.pack("<IH", 3, 0)
    described(path, *(message_file.message([message_file.attachment("p", one, message_file.PICTURE) for one in (runs, drawing)])
                      for _ in range(30)))


@bomb("one-line.mmf")
def one_line(path: Path) -> None:
    """A text of 10 MB without a line end, a subject of 5 MB, a name of 1 MB."""
    described(path, message_file.message(body="x" * 10_000_000, subject="s" * 5_000_000, sender=[("n" * 30_000, "MS:A/B/C")]))


# What holds files.


@bomb("growing.zip")
def growing_zip(path: Path) -> None:
    """300 MB of zeros in a megabyte, behind a message file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(MESSAGE_FILE, "a.mmf")
        with archive.open("zeros.mmf", "w", force_zip64=True) as file:
            for _ in range(300):
                file.write(bytes(1 << 20))


def directories(count: int) -> bytes:
    """Headers of a tar."""
    one = tarfile.TarInfo("d")
    one.type = tarfile.DIRTYPE
    return one.tobuf(tarfile.USTAR_FORMAT) * count


def tar_of_message_file() -> bytes:
    one = tarfile.TarInfo("a.mmf")
    one.size = MESSAGE_FILE.stat().st_size
    content = one.tobuf(tarfile.USTAR_FORMAT) + MESSAGE_FILE.read_bytes()
    return content + bytes(-len(content) % 512)


@bomb("headers-only.tar.xz")
def headers_only(path: Path) -> None:
    """Directories without end behind a message file: 300 MB of headers in 60 kB."""
    path.write_bytes(lzma.compress(tar_of_message_file()) + lzma.compress(directories(2000)) * 300)


def million_entries(path: Path) -> None:
    """More entries than are looked at, in an archive large enough that they may be unpacked."""
    path.write_bytes(gzip.compress(tar_of_message_file()) + gzip.compress(directories(2000), 1) * 501)


@bomb("many-files.zip")
def many_files(path: Path) -> None:
    """A hundred thousand files, and one of them is a message file."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(MESSAGE_FILE, "a.mmf")
        for n in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"{n}"), b"")


@bomb("nested.zip")
def nested_zip(path: Path) -> None:
    """Archives in archives, twenty deep, ten on each level."""
    content = b"the end"
    for _ in range(20):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for n in range(10):
                archive.writestr(zipfile.ZipInfo(f"{n}.zip"), content, zipfile.ZIP_DEFLATED)
        content = out.getvalue()
    path.write_bytes(content)


def write_all(directory_path: Path) -> list[Path]:
    made = []
    for name, write in BOMBS.items():
        path = directory_path / name
        write(path)
        made.append(path)
    return made


if __name__ == "__main__":
    for one in write_all(Path(sys.argv[1])):
        print(one)
