"""Describes message files for the tests of known bugs. Everything a store holds is built here, from the description of the
format and independently of the program; make_store.cpp only puts it into a store."""

import json
import os
import struct
import subprocess
from pathlib import Path

FROM, TO, CC, BCC = 0x8000, 0x8001, 0x8002, 0x8003
SUBJECT, SENT, RECEIVED, STATUS, CLASS = 0x18004, 0x38005, 0x38006, 0x68007, 0x78008
MESSAGE_ID, PARENT_ID, CONVERSATION_ID, BODY, PRIORITY, FIXED_FONT = 0x18009, 0x1800A, 0x1800B, 0x2800C, 0x4800D, 0x40010
DATA, TITLE, METAFILE = 0x6800F, 0x18010, 0x68011
READ, UNSENT, SUBMITTED, FROM_ME = 0x20, 0x02, 0x04, 0x40
NOTE, FIRST_OWN_CLASS = 1, 4
FILE, OLE, PICTURE = 1, 2, 3
NOWHERE = 0xFFFFFFFF
JOHN, JANE = ("John Doe", "MS:ACME/HQ/JDOE"), ("Jane Roe", "MS:ACME/HQ/JROE")


def text(value: str | bytes, code_page: str = "cp1252") -> bytes:
    return value if isinstance(value, bytes) else value.encode(code_page) + b"\0"


def date(year, month, day, hour=0, minute=0, second=0, weekday=0) -> bytes:
    return struct.pack("<7H", year, month, day, hour, minute, second, weekday)


def padded(value: str | bytes, code_page: str) -> bytes:
    if not value:
        return b""
    stored = text(value, code_page)
    return stored + b"\0" * (-len(stored) % 4)


def people(*triples: tuple, code_page: str = "cp1252") -> bytes:
    """(name, "TYPE:address"); without an address the name alone, unresolved."""
    fields = [(3 if where else 1, padded(name, code_page), padded(where, code_page)) for name, where in triples]
    left = 8 + sum(8 + len(name) + len(where) for _, name, where in fields)
    stored = b""
    for kind, name, where in fields:
        stored += struct.pack("<4H", kind, left, len(name), len(where)) + name + where
        left -= 8 + len(name) + len(where)
    return stored + bytes(8)


def attachment(title: str | bytes | None, data: bytes | None, kind=FILE, position=NOWHERE, macbinary=False) -> dict:
    attributes = []
    if title is not None:
        attributes.append([TITLE, text(title).hex()])
    if data is not None:
        attributes.append([DATA, data.hex()])
    return {"attributes": attributes, "kind": kind, "position": position, "flags": int(macbinary)}


def message(attachments=(), code_page="cp1252", raw=None, **fields) -> dict:
    """Fields: sender, to, cc, bcc (lists of pairs), subject, body, sent, received (tuples), status, number (of the
    class), priority, message_id, conversation_id, fixed_font; `raw` {attribute: bytes} goes last. What is None or not
    named is not stored; sender, recipient, subject, dates and status have ordinary values."""
    said = {"sender": [JANE], "to": [JOHN], "subject": "A subject", "body": "A text\r\n", "status": READ, "number": NOTE,
            "sent": (1996, 5, 17, 10, 20, 30), "received": (1996, 5, 17, 10, 21, 0)} | fields
    stored = {}
    for name, number in (("sender", FROM), ("to", TO), ("cc", CC), ("bcc", BCC)):
        if said.get(name):
            stored[number] = people(*said[name], code_page=code_page)
    for name, number in (("subject", SUBJECT), ("sent", SENT), ("received", RECEIVED), ("status", STATUS), ("number", CLASS),
                         ("message_id", MESSAGE_ID), ("conversation_id", CONVERSATION_ID), ("body", BODY),
                         ("priority", PRIORITY), ("fixed_font", FIXED_FONT)):
        value = said.get(name)
        if value is None:
            continue
        if name in ("sent", "received"):
            stored[number] = date(*value)
        elif name == "status":
            stored[number] = bytes([value])
        elif name in ("number", "priority", "fixed_font"):
            stored[number] = struct.pack("<H", value)
        else:
            stored[number] = text(value, code_page)
    stored |= raw or {}
    return {"attributes": [[number, value.hex()] for number, value in stored.items()], "attachments": list(attachments)}


def folder(name: str, messages=(), role="", level=1, hidden=False, code_page="cp1252") -> dict:
    return {"name": name.encode(code_page).hex(), "role": role, "level": level, "hidden": hidden,
            "messages": list(messages)}


def inbox(*messages: dict) -> dict:
    return folder("Inbox", messages, role="inbox")


def fields(members: list[tuple[int, bytes]]) -> bytes:
    """A list field of an address book entry: the members, then their index."""
    content, index = b"", b""
    for number, data in members:
        index += struct.pack("<3I", number, len(data), 4 + len(content))
        content += struct.pack("<2I", number, len(data)) + data
    return struct.pack("<I", 4 + len(content)) + content + struct.pack("<I", len(members)) + index


def entry(name: str, kind="", address="", comment="", members=None, more=()) -> dict:
    """A person, or a group of the entries at these places of the book. `more` are further fields and their bytes."""
    said = [(0, text(name)), (0x3000, bytes(0x14) + struct.pack("<I", 0 if members is None else 4))]
    said += [(number, text(value)) for number, value in ((4, address), (5, kind), (9, comment)) if value]
    said += more
    inner = fields(said)
    return {"attributes": [[SUBJECT, text(name).hex()], [BODY, (struct.pack("<2I", 0, len(inner)) + inner).hex()]],
            "members": members}


def write(path: Path, folders: list[dict], book=(), accounts=(("MS:ACME/HQ/JDOE", "SECRET"),), language="English (American)",
          classes=()) -> Path:
    description = {"language": language.encode().hex(), "folders": folders, "book": list(book),
                   "accounts": [[part.encode("cp1252").hex() for part in one] for one in accounts],
                   "classes": [name.encode().hex() for name in classes]}
    subprocess.run([os.environ["RESTANTE_MAKE_STORE"], path], input=json.dumps(description).encode(), check=True, timeout=120)
    return path
