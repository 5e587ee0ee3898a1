"""Targets eml, mbox and maildir as values of src/model, by Python's email package and the manifest."""

import base64
import email
import email.policy
import json
import re
import struct
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from document import triple
from everything import TIME_ZONE
from icalendar import Calendar

# Control characters stand as their pictures, which no code page of old mail has.
PICTURES = {0x2400 + code: code for code in range(0x20)} | {0x2421: 0x7F}
LISTS = ("From", "To", "Cc", "Bcc", "Reply-To")
STATUS = {"read": "read", "unsent": "unsent", "submitted": "submitted", "from-me": "from_me", "changed": "changed"}
PRIORITY = {"1": "high", "3": "normal", "5": "low"}
ORIGINAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?: <([^:>]*):([^>]*)>)? ([\w-]+)(?:, |$)')
NUMBERS = ("short", "long", "word", "dword")


def text_of(field: object) -> str | None:
    return None if field is None else str(field).translate(PICTURES)


def originals(text: str) -> list[dict]:
    """The list of an X-Restante-From field."""
    found, end = [], 0
    for match in ORIGINAL.finditer(text):
        assert match.start() == end, text
        end = match.end()
        name, kind, address, way = match.groups("")
        found.append({"name": re.sub(r"\\(.)", r"\1", name), "type": kind, "address": address, "kind": way})
    assert end == len(text), text
    return found


def addresses(message: EmailMessage, field: str) -> list[dict]:
    if message[field] is None or (field == "From" and message["X-Restante-No-From"]):
        return []
    shown = message[field].addresses
    stored = text_of(message[f"X-Restante-{field}"])
    # A field that says all there is to say stands alone.
    found = originals(stored) if stored is not None else \
        [{"name": one.display_name, "type": "SMTP", "address": one.addr_spec, "kind": "resolved"} for one in shown]
    assert len(found) == len(shown)
    for address, one in zip(found, shown):
        reached = one.addr_spec != address["address"] and not one.addr_spec.endswith(".invalid")
        address["internet"] = one.addr_spec if reached else ""
    return found


def wall_clock(text: str) -> str:
    return parsedate_to_datetime(text).replace(tzinfo=None).isoformat()


def data_of(part: EmailMessage) -> str:
    return part.get_payload(decode=True).hex()


class Words:
    """What X-Restante-Part says: words, and words with a value."""

    def __init__(self, text: str):
        self.words = dict((word.split("=", 1) + [""])[:2] for word in text.split("; "))

    def has(self, word: str) -> bool:
        return word in self.words

    def text(self, word: str) -> str:
        return self.words.get(word, "")

    def number(self, word: str) -> int | None:
        return int(self.words[word]) if word in self.words else None


class Part(Words):
    def __init__(self, part: EmailMessage):
        super().__init__(str(part["X-Restante-Part"]))
        self.part = part


def parts_in(message: EmailMessage) -> Iterator[EmailMessage]:
    """Those that the source says something about, but not what is inside them."""
    if message["X-Restante-Part"]:
        yield message
    elif message.is_multipart():
        for part in message.get_payload():
            yield from parts_in(part)


def resource_fork(apple_double: bytes) -> bytes:
    """RFC 1740: entry 2 of an AppleDouble file."""
    magic, count = struct.unpack_from(">I20xH", apple_double)
    assert magic == 0x00051607
    entries = {number: apple_double[start:start + size] for number, start, size in
               (struct.unpack_from(">III", apple_double, 26 + 12 * place) for place in range(count))}
    return entries[2]


def inner_of(message: EmailMessage) -> dict:
    return {"subject": str(message["Subject"]), "body": body_of(message),
            "from": [triple(one) for one in addresses(message, "From")]}


def attribute_of(text: str, parts: list[Part], owner: str) -> dict:
    number, kind, text = text.split("; ", 2)
    if text.endswith("; part"):
        part, = (one.part for one in parts if one.text("attribute") == number and
                 one.text("attachment") == owner)
        data = part.get_payload(decode=True)
        return {"id": number, "type": kind, "value": data.hex() if kind in ("byte", "other") else data.decode("utf-8")}
    value: object = text
    if kind == "triples":
        value = originals(text)
    elif kind in ("byte", "other"):
        value = base64.b64decode(text.partition("base64=")[2]).hex()
    elif kind == "date" and text == "invalid":
        value = None
    elif kind in NUMBERS:
        value = int(text)
    return {"id": number, "type": kind, "value": value}


def attachment_name(part: Part) -> str | None:
    if part.has("no-name"):
        return None
    if part.has("empty-name"):
        return ""
    if part.part["Content-Description"] and not part.has("derived-from"):
        return str(part.part["Content-Description"])
    return part.part.get_filename()


def attachment_of(part: Part, parts: list[Part], fields: list[str]) -> dict:
    disposition = part.part["Content-Disposition"].params
    content, more = part.part, {}
    if content.get_content_type() == "multipart/appledouble":
        beside, content = content.get_payload()
        more["apple_double"] = resource_fork(beside.get_payload(decode=True)).hex()
    elif content.get_content_type() == "message/rfc822":
        more["message"] = inner_of(content.get_payload(0))
    found = {"number": part.number("number"), "name": attachment_name(part), "kind": part.text("kind"),
             "position": part.number("position"), "width": part.number("width") or 0,
             "height": part.number("height") or 0, "macbinary": part.has("macbinary"),
             "data": "" if part.has("no-data") or "message" in more else data_of(content), "attributes": [], **more}
    for field, name in (("created", "creation-date"), ("modified", "modification-date")):
        if name in disposition:
            found[field] = wall_clock(disposition[name])
    if part.has("derived-from"):
        found["derived"] = {"original": part.number("derived-from"), "content_type": content.get_content_type(),
                            "description": str(part.part["Content-Description"])}
        return found
    number = part.text("number")
    rendering = [data_of(one.part) for one in parts if one.text("rendering-of") == number]
    # A static picture has nothing but its metafile, which is the part itself.
    found["rendering"] = rendering[0] if rendering else data_of(part.part) if part.has("no-data") else ""
    found["attributes"] = [attribute_of(text.split("; ", 1)[1], parts, number) for text in fields
                           if text.startswith(f"attachment={number}; ")]
    return found


def attachments_of(message: EmailMessage, parts: list[Part]) -> list[dict]:
    fields = [text_of(text) for text in message.get_all("X-Restante-Attachment-Attribute", [])]
    found = [attachment_of(part, parts, fields) for part in parts if part.has("number") or part.has("derived-from")]
    places = {attachment["number"]: place for place, attachment in enumerate(found) if "derived" not in attachment}
    for attachment in found:
        if "derived" in attachment:
            attachment["derived"]["original"] = places[attachment["derived"]["original"]]
    return found


def body_of(message: EmailMessage) -> str | None:
    if message["X-Restante-No-Body"]:
        return None
    part = message.get_body(("plain",))
    return part.get_payload(decode=True).decode(part.get_content_charset())


def dates_of(message: EmailMessage) -> dict:
    found = {}
    if message["Date"] and not message["X-Restante-Date-From"]:
        found["sent"] = wall_clock(message["Date"])
    if message["Received"]:
        found["received"] = wall_clock(message["Received"].split(";")[1])
    if message["X-Restante-Modified"]:
        found["modified"] = str(message["X-Restante-Modified"])
    return found


def schedule_name(attributes: list[dict], number: str) -> dict | None:
    """The attribute that a person in the calendar comes from: name and address, each behind its size."""
    value = next((bytes.fromhex(one["value"]) for one in attributes if one["id"] == number), None)
    if value is None:
        return None
    size, = struct.unpack_from("<H", value)
    name, address = (part.rstrip(b"\0").decode("cp1252") for part in (value[2:2 + size], value[4 + size:]))
    kind, _, text = address.partition(":")
    return {"name": name, "type": kind, "address": text, "kind": "resolved" if text else "unresolved"}


def meeting_of(message: EmailMessage, attributes: list[dict]) -> dict | None:
    """What calendar programs see of it; the people as they are stored."""
    part = next((one for one in message.walk() if one.get_content_type() == "text/calendar"), None)
    if part is None:
        return None
    calendar = Calendar.from_ical(part.get_content())
    event, = calendar.walk("VEVENT")
    found = {name: event[field].dt.astimezone(ZoneInfo(TIME_ZONE)).replace(tzinfo=None).isoformat()
             for name, field in (("start", "DTSTART"), ("end", "DTEND"))}
    found["appointment"] = int(event["X-MICROSOFT-CDO-OWNERAPPTID"])
    found["owner"] = schedule_name(attributes, "00060000")
    assert event["ORGANIZER"].params["CN"] == found["owner"]["name"]
    attendee = event["ATTENDEE"]
    found["response_requested"] = attendee.params.get("RSVP") == "TRUE"
    if calendar["METHOD"] == "REPLY":
        found["answered_for"] = schedule_name(attributes, "00060001")
        assert attendee.params["CN"] == found["answered_for"]["name"]
    return found


def invalid_dates_of(message: EmailMessage) -> list[dict]:
    lines = [str(text).split("; ", 1) for text in message.get_all("X-Restante-Invalid-Date", [])]
    return [{"attribute": number, "stored": stored} for number, stored in lines]


def message_of(raw: bytes) -> dict:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    defects = [part.defects for part in message.walk() if part.defects]
    assert not defects, defects
    found = {"id": str(message["X-Restante-Id"]), **dates_of(message), "body": body_of(message)}
    for name, field in (("class_name", "Class"), ("message_id", "Message-Id"), ("parent_id", "Parent-Id"),
                        ("conversation_id", "Conversation-Id")):
        found[name] = message[f"X-Restante-{field}"]
    subject = message["X-Restante-Subject"]
    found["subject"] = message["Subject"] if subject is None else subject
    found["priority"] = PRIORITY.get(message["X-Priority"])
    found = {name: text_of(value) if name != "body" else value for name, value in found.items()}
    for field in LISTS:
        found[field.lower().replace("-", "_")] = addresses(message, field)
    for name, field in (("fixed_font", "Fixed-Font"), ("incomplete", "Incomplete"), ("recovered", "Recovered")):
        found[name] = message[f"X-Restante-{field}"] == "yes"
    found["confidence"] = text_of(message["X-Restante-Confidence"]) or ""
    if message["X-Restante-Status"]:
        words = message["X-Restante-Status"].split()
        found["status"] = {name: word in words for word, name in STATUS.items()}
    parts = [Part(part) for part in parts_in(message)]
    found["attachments"] = attachments_of(message, parts)
    found["attributes"] = [attribute_of(text_of(text), parts, "") for text in message.get_all("X-Restante-Attribute", [])]
    found["invalid_dates"] = invalid_dates_of(message)
    found["letterhead"] = text_of(message["X-Restante-Letterhead"]) or ""
    meeting = meeting_of(message, found["attributes"])
    return found | ({"meeting": meeting} if meeting else {})


def eml(mailbox: Path, place: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((mailbox / place).glob("*.eml"))]


def mbox(mailbox: Path, place: str) -> list[bytes]:
    text = (mailbox / f"{place}.mbox").read_bytes()
    messages = re.split(rb"(?m)^From .*\n", text)[1:]
    return [re.sub(rb"(?m)^>(>*From )", rb"\1", message.removesuffix(b"\n")) for message in messages]


def maildir(mailbox: Path, place: str) -> list[bytes]:
    folder = mailbox if place == "INBOX" else mailbox / f".{place}"
    return [path.read_bytes() for path in sorted((folder / "cur").iterdir())]


def mailbox_of(manifest: dict) -> dict:
    names = {"mapped": "internet", "source": "origin"}
    return {names.get(name, name): value for name, value in manifest["mailbox"].items()}


def read(directory: Path, messages_in: object) -> dict:
    """`messages_in` is one of the three functions above."""
    path, = directory.glob("*/restante-mailbox.json")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    return {"mailbox": mailbox_of(manifest),
            "folders": [folder | {"messages": [message_of(raw) for raw in messages_in(path.parent, folder["place"])]}
                        for folder in manifest["folders"]]}
