"""Target pst as values of src/model, by the modules of pstcheck."""

import re
import struct
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from document import triple
from everything import TIME_ZONE
from read_mail import Words, resource_fork

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "pst_target"))
from pst_model import Item, Store  # noqa: E402
from codes import lookup  # noqa: E402

ADDRESS_SET = bytes.fromhex("0420060000000000c000000000000046")
APPOINTMENT_SET = bytes.fromhex("0220060000000000c000000000000046")
# Attributes that have a property of Outlook's.
CLASS_TAGS = {"00030006": 0x0060, "00030007": 0x0061, "00050008": 0x0062, "00040009": 0x0063}
ROLES = {"Inbox": "inbox", "Sent Items": "sent", "Outbox": "outbox", "Deleted Items": "deleted"}
TYPES = ("triples", "string", "text", "date", "short", "long", "byte", "word", "dword")
NOT_ATTRIBUTES = {"00008000", "00008001", "00008002", "00008003", "00018009", "0001800a", "0001800b", "00038005", "00038006",
                  "00038012", "00038013", "00038020", "00040010", "00068007"}
BITS = {"changed": 0x01, "unsent": 0x02, "submitted": 0x04, "read": 0x20, "from_me": 0x40}
CREATED, MODIFIED = (0x3007, "mmf-00038012"), (0x3008, "mmf-00038013")


def wall_clock(time: datetime) -> str:
    return time.astimezone(ZoneInfo(TIME_ZONE)).replace(tzinfo=None, microsecond=0).isoformat()


def text_of(item: Item, number: int) -> str | None:
    """An ANSI file has as UTF-8 what its code page cannot hold."""
    whole = item.ours(f"utf8-{number:04x}")
    return whole.decode("utf-8") if whole is not None else item.get(number)


def named(item: Item, name: str) -> object:
    whole = item.ours(f"utf8-{name}")
    value = item.ours(name)
    if whole is None:
        return value
    text = whole.decode("utf-8")
    return text.split("\n") if isinstance(value, list) else text


def date_of(item: Item, number: int, name: str) -> str | None:
    time = item.ours(name)
    if isinstance(time, str):  # a date that does not exist
        return None
    time = item.get(number) if time is None else time
    return wall_clock(time) if time is not None else None


def address_of(line: str) -> dict:
    name, kind, address, way = line.split("\t")
    return {"name": name, "type": kind, "address": address, "kind": way}


def person(name: str, kind: str, address: str) -> dict:
    return {"name": name, "type": kind, "address": address, "kind": "resolved" if kind and address else "unresolved"}


def person_in(item: Item, name: int, kind: int, address: int) -> dict:
    return person(text_of(item, name), text_of(item, kind) or "", text_of(item, address) or "")


def with_originals(item: Item, attribute: str, shown: list[dict]) -> list[dict]:
    lines = named(item, f"mmf-{attribute}")
    if lines is None:
        return shown
    found = [address_of(line) for line in lines]
    for address, one in zip([each for each in found if any(each[part] for part in ("name", "type", "address"))], shown):
        address["internet"] = one["address"] if one["type"] == "SMTP" and one["address"] != address["address"] else ""
    return found


def recipients(item: Item) -> dict[int, list[dict]]:
    rows = [(row.get(0x3001, ""), row.get(0x3002, ""), row.get(0x3003, "")) for row in item.recipients]
    whole = item.ours("utf8-recipients")
    if whole is not None:
        rows = [tuple(line.split("\t")) for line in whole.decode("utf-8").split("\n")]
    found: dict[int, list[dict]] = {1: [], 2: [], 3: []}
    for row, parts in zip(item.recipients, rows):
        found[row[0x0C15]].append(person(*parts))
    return found


def attributes_of(item: Item) -> list[dict]:
    stored = {name[4:]: named(item, name) for name in (str(key[1]) for key in item.named)
              if name.startswith("mmf-") and name[4:] not in NOT_ATTRIBUTES}
    stored |= {number: item.get(tag) for number, tag in CLASS_TAGS.items() if item.get(tag) is not None}
    found = []
    for number, value in stored.items():
        kind = int(number[:4], 16)
        if isinstance(value, int):
            value &= 0xFFFFFFFF
        elif isinstance(value, bytes):
            value = value.hex()
        elif isinstance(value, datetime):
            value = wall_clock(value)
        elif kind == 3:  # a date that does not exist is text
            value = None
        elif isinstance(value, list):
            value = [address_of(line) for line in value]
        # The upper half of the number says what the value is.
        found.append({"id": number, "type": TYPES[kind] if kind < len(TYPES) else "other", "value": value})
    return sorted(found, key=lambda attribute: attribute["id"])


def attachment_of(item: Item) -> dict:
    words = Words(item.ours("restante-part") or "")
    name = "" if words.has("empty-name") else None if words.has("no-name") else text_of(item, 0x3704)
    position = words.number("position")
    assert (item.get(0x370B) == -1) == (position is None)  # it counts in the text as it is shown
    found = {"number": words.number("number"), "name": name, "kind": words.text("kind"),
             "position": position, "width": words.number("width") or 0,
             "height": words.number("height") or 0, "macbinary": words.has("macbinary"),
             "data": "" if words.has("no-data") or item.message else (item.get(0x3701) or b"").hex(),
             "rendering": (item.get(0x3709) or b"").hex(), "created": date_of(item, *CREATED),
             "modified": date_of(item, *MODIFIED), "attributes": attributes_of(item)}
    if item.message:
        inner = item.message
        found["message"] = {"subject": inner.subject, "body": text_of(inner, 0x1000),
                            "from": [triple(one) for one in with_originals(inner, "00008000", sender_of(inner))]}
    description = named(item, "restante-derived-from")
    if description is not None:
        found["derived"] = {"original": words.number("derived-from"), "description": description,
                            "content_type": item.get(0x370E) or ""}
    return found


def with_apple_doubles(attachments: list[dict]) -> list[dict]:
    """Outlook knows no files of two forks: the other one is an attachment of its own."""
    beside = {one["derived"]["description"]: one for one in attachments
              if "derived" in one and one["derived"]["content_type"] == "application/applefile"}
    whole = [one for one in attachments if not any(one is other for other in beside.values())]
    for one in whole:
        other = beside.get(f"Resources of the Macintosh file {one['name']}")
        if other and other["derived"]["original"] == one["derived"]["original"]:
            one["apple_double"] = resource_fork(bytes.fromhex(other["data"])).hex()
    return whole


def attachments_of(item: Item) -> list[dict]:
    found = with_apple_doubles([attachment_of(attachment) for attachment in item.attachments])
    places = {attachment["number"]: place for place, attachment in enumerate(found) if "derived" not in attachment}
    for attachment in found:
        if "derived" in attachment:
            attachment["derived"]["original"] = places.get(attachment["derived"]["original"])
    return found


def id_of(item: Item, number: int, attribute: str) -> str | None:
    stored, key = named(item, f"mmf-{attribute}"), item.get(number)
    if stored is not None or key is None or key.hex() == item.ours("restante-item-id"):
        return stored
    return key.hex().upper()


def status_of(item: Item) -> dict:
    stored, flags = item.ours("mmf-00068007"), item.get(0x0E07)
    if stored is not None:
        return {name: bool(stored & bit) for name, bit in BITS.items()}
    return {"read": bool(flags & 1), "changed": not flags & 2, "submitted": bool(flags & 4), "unsent": bool(flags & 8),
            "from_me": False}


def meeting_of(item: Item) -> dict | None:
    kind = item.get(0x001A)
    if not kind.startswith("IPM.Schedule.Meeting."):
        return None
    response = ".Resp." in kind
    start, end = (item.named[(APPOINTMENT_SET, number)] for number in (0x820D, 0x820E))
    owner = (0x0044, 0x0077, 0x0078) if response else (0x0042, 0x0064, 0x0065)
    found = {"start": wall_clock(start), "end": wall_clock(end), "appointment": item.get(0x0062),
             "response_requested": bool(item.get(0x0063)), "owner": person_in(item, *owner)}
    return found | ({"answered_for": person_in(item, 0x0042, 0x0064, 0x0065)} if response else {})


def invalid_dates_of(item: Item) -> list[dict]:
    names = [str(key[1]) for key in item.named]
    return [{"attribute": name[4:], "stored": item.ours(name)} for name in names
            if name.startswith("mmf-0003") and isinstance(item.ours(name), str)]


def sender_of(item: Item) -> list[dict]:
    return [person_in(item, 0x0C1A, 0x0C1E, 0x0C1F)] if item.get(0x0C1A) is not None else []


def reply_to_of(item: Item) -> list[dict]:
    """One-off entry ids; where they do not say everything, lines of their own."""
    lines = named(item, "restante-reply-to")
    entries = item.get(0x004F)
    names = (item.get(0x0050) or "").split("; ")
    assert (struct.unpack_from("<I", entries)[0] if entries else 0) == len([name for name in names if name])
    return [address_of(line) for line in lines or []]


def message_of(item: Item) -> dict:
    shown, sender = recipients(item), sender_of(item)
    meeting = meeting_of(item)
    subject = item.ours("utf8-0037")
    return {"id": item.ours("restante-store-id"), "class_name": named(item, "restante-class") or item.get(0x001A),
            "subject": subject.decode("utf-8") if subject is not None else item.subject, "body": text_of(item, 0x1000),
            "message_id": id_of(item, 0x300B, "00018009"), "parent_id": id_of(item, 0x0025, "0001800a"),
            "conversation_id": id_of(item, 0x000B, "0001800b"),
            "from": with_originals(item, "00008000", sender), "to": with_originals(item, "00008001", shown[1]),
            "cc": with_originals(item, "00008002", shown[2]), "bcc": with_originals(item, "00008003", shown[3]),
            "reply_to": reply_to_of(item),
            "sent": date_of(item, 0x0039, "mmf-00038005"), "received": date_of(item, 0x0E06, "mmf-00038006"),
            "modified": date_of(item, 0x3008, "mmf-00038020"),
            "priority": {1: "high", 0: "normal", -1: "low"}.get(item.get(0x0026)), "status": status_of(item),
            "fixed_font": item.ours("mmf-00040010") == 1, "incomplete": bool(item.ours("restante-incomplete")),
            "recovered": bool(item.ours("restante-recovered")),
            "confidence": named(item, "restante-confidence") or "", "attachments": attachments_of(item),
            "letterhead": named(item, "restante-letterhead") or "", "invalid_dates": invalid_dates_of(item),
            "attributes": attributes_of(item)} | ({"meeting": meeting} if meeting else {})


def entry_of(item: Item, by_nid: dict[int, Item]) -> dict:
    found = {"id": item.ours("restante-store-id"), "name": text_of(item, 0x3001), "type": text_of(item, 0x3002) or "",
             "address": text_of(item, 0x3003) or "", "comment": text_of(item, 0x3004) or "",
             "transmittable_name": text_of(item, 0x3A20) or named(item, "restante-transmittable-name") or "",
             "only_in_group": bool(item.ours("restante-only-in-group")), "group": item.get(0x001A) == "IPM.DistList"}
    whole = item.ours("utf8-contact")
    if whole is not None:
        found["name"], found["type"], found["address"] = (whole.decode("utf-8").split("\t") + ["", ""])[:3]
    found["name"] = named(item, "restante-name") or found["name"]
    original = named(item, "restante-address")
    if original is not None:
        kind, _, address = original.partition(":")
        if found["type"] == "SMTP" and found["address"] != address:
            found["internet"] = found["address"]
        found["type"], found["address"] = kind, address
    if found["group"]:
        ids = item.named.get((ADDRESS_SET, 0x8055), [])
        found["members"] = [by_nid[struct.unpack("<I", one[-4:])[0]].ours("restante-store-id") for one in ids]
    return found


def folder_name(item: Item, shown: str) -> str:
    return named(item, "restante-folder") or text_of(item, 0x3001) or shown


class Mailbox:
    def __init__(self, store: Store):
        self.store = store
        self.by_nid = {item.nid: item for _, messages in store.folders.values() for item in messages}

    def original_path(self, path: tuple) -> list[str]:
        names = [folder_name(self.store.folders[path[:depth]][0], path[depth - 1]) for depth in range(1, len(path) + 1)]
        return names[1:] if path[0] == "Hidden folders" else names

    def folder(self, path: tuple) -> dict:
        item, messages = self.store.folders[path]
        shared = {name: item.ours(f"restante-shared-{name}") for name in ("owner", "kind", "record")}
        sharing = {"shared": shared} if any(shared.values()) else {}
        return sharing | {"path": self.original_path(path), "comment": text_of(item, 0x3004) or "",
                "role": item.ours("restante-role") or ROLES.get(path[0] if len(path) == 1 else "", ""),
                "hidden": bool(item.ours("restante-hidden")), "recovered": bool(item.ours("restante-recovered")),
                "messages": [message_of(message) for message in messages]}

    def book(self, path: tuple) -> dict:
        item, entries = self.store.folders[path]
        return {"name": folder_name(item, path[-1]), "standard": len(path) == 1,
                "entries": [entry_of(entry, self.by_nid) for entry in entries]}

    def facts(self) -> dict:
        """The comment of the store, which Outlook shows among its properties."""
        found: dict = {"name": self.store.properties.get(0x3001), "accounts": []}
        for line in (text_of(self.store.properties, 0x3004) or "").split("\r\n"):
            word, _, value = line.partition(": ")
            if word == "Account":
                found["accounts"].append(value)
            elif word == "File":
                path, kind, version, size = re.fullmatch(r"(.*) \((\w+), (\w+), (\d+) bytes\)", value).groups()
                found["origin"] = {"path": path, "kind": kind, "version": version, "size": int(size)}
            elif word:
                found[{"Mailbox": "name", "Name": "display_name", "Address": "address",
                       "Internet address": "internet"}[word]] = value
        return found


def read(directory: Path, code_page: str = "cp1250") -> dict:
    path, = directory.glob("*.pst")
    mailbox = Mailbox(Store(path, code_page))
    problems = [item for item in mailbox.store.report.items if lookup(item[0])[0] == "ERROR"]
    assert not problems, problems
    paths = [path for path in mailbox.store.folders if path and path != ("Hidden folders",)]
    return {"mailbox": mailbox.facts(),
            "folders": [mailbox.folder(path) for path in paths if path[0] != "Contacts"],
            "address_books": [mailbox.book(path) for path in paths if path[0] == "Contacts"]}
