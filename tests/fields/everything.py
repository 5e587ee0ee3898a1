"""Everything that the model can say, as the message file of make_everything.cpp holds it.

The keys are the names of src/model. `internet` is what MAP makes of an address; attachments that are `derived` are what
is taken out of stored ones. What is not there is absent in the source.
"""

import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "attachments"))
import objects  # noqa: E402

MAP = """old,new
MS:ACME/HQ/JDOE,john.doe@example.org
MS:ACME/HQ/JROE,jane.roe@example.org
MS:ACME/HQ/TEAM,team@example.org
FAX:*,fax@example.org
"""
TIME_ZONE = "Europe/Berlin"


def address(kind: str, name: str, stored: str = "", internet: str = "") -> dict:
    kind_of_address, _, text = stored.partition(":")
    parts = {"name": name, "type": kind_of_address, "address": text, "kind": kind, "internet": internet}
    return {key: value for key, value in parts.items() if value}


def attribute(number: str, value: object) -> dict:
    names = ("triples", "string", "text", "date", "short", "long", "byte", "word", "dword")
    kind = int(number[:4], 16)
    return {"id": number, "type": names[kind] if kind < len(names) else "other", "value": value}


JOHN = address("resolved", "John Doe", "MS:ACME/HQ/JDOE", "john.doe@example.org")
JANE = address("resolved", "Jane Roe, Sales", "MS:ACME/HQ/JROE", "jane.roe@example.org")
ANN = address("one-off", "Ann Ström", "SMTP:ann@example.com")
BOB = address("resolved", "Bob Øst", "X400:c=DK;a= ;p=ACME;s=Oest;g=Bob;")
NOBODY = address("unresolved", "Somebody Else")
TEAM = address("group", "The Team", "MS:ACME/HQ/TEAM", "team@example.org")
FAX = address("one-off", "Fax \"Joe\"", "FAX:Jø\rRoom 5\rACME\r+45 555 123\r", "fax@example.org")
GONE = address("provider", "Known to a provider")
ODD = address("other", "Off line")

# One of each type, and what no type covers. None: a date that does not exist.
ATTRIBUTES = [
    attribute("00004711", [JANE, NOBODY, FAX]),
    attribute("00014711", "a string: søster; \"quoted\", with = signs"),
    attribute("00024711", "a text\r\nof two lines\r\n" + "and long. " * 120),
    attribute("00024712", "short\r\ntwo lines"),
    attribute("00034711", "1994-02-28T23:59:58"),
    attribute("00044711", 0xFFFE),
    attribute("00054711", 0xFFFFFFFD),
    attribute("00064711", "00ff10"),
    attribute("00074711", 0x1234),
    attribute("00084711", 0x89ABCDEF),
    attribute("00094711", bytes(range(256)).hex() * 5),
    attribute("00034712", None),
]
INVALID_DATES = [{"attribute": "00034712", "stored": "1998-02-31T12:00:00"}]

ROWS = [[(255, 0, 0), (0, 0, 255)], [(255, 255, 255), (0, 255, 0)]]
ICON = objects.metafile(objects.dib(ROWS), 2, 2)
PACKAGE = objects.package(b"PLAN.TXT", b"C:\\PLAN.TXT", b"the plan")
DATES = {"created": "1995-08-01T01:02:03", "modified": "1995-08-02T04:05:06"}

ATTACHMENTS = [
    {"number": 3, "name": "Übersicht.xls", "kind": "file", "position": 12, "width": 32, "height": 48, "macbinary": False,
     "data": b"file data\r\n".hex(), "rendering": ICON.hex(), **DATES,
     "attributes": [attribute("00014713", "an attribute of its own"), attribute("00064714", "07")]},
    {"number": 1, "name": "Plan", "kind": "ole", "position": 20, "data": PACKAGE.hex()},
    {"number": 7, "name": "", "kind": "picture", "rendering": ICON.hex()},
    {"number": 9, "name": "C:\\MAC\\READ:ME", "kind": "file", "macbinary": True,
     "data": objects.macbinary(b"Read\x8e Me", b"data fork", b"resource fork").hex()},
    {"number": 12, "name": "ODD.BIN", "kind": "other", "data": "00"},
    {"number": 15, "kind": "file", "data": "6e6f206e616d65"},
    {"derived": {"original": 0, "description": "Picture of Übersicht.xls", "content_type": "image/png"},
     "name": "Übersicht.png", "kind": "file"},
    {"derived": {"original": 1, "description": "File packed in Plan", "content_type": "application/octet-stream"},
     "name": "PLAN.TXT", "kind": "file", "data": b"the plan".hex()},
    {"derived": {"original": 2, "description": "Picture of picture-3", "content_type": "image/png"},
     "name": "picture-3.png", "kind": "file"},
    {"derived": {"original": 3, "description": "Data of the Macintosh file Readé Me",
                 "content_type": "application/octet-stream"},
     "name": "Readé Me", "kind": "file", "data": b"data fork".hex(), "apple_double": b"resource fork".hex()},
]

def schedule_name(person: dict) -> str:
    """As Schedule+ keeps it; hexadecimal."""
    parts = [person["name"], f"{person['type']}:{person['address']}" if "type" in person else ""]
    stored = [part.encode("cp1252") + b"\0" if part else b"" for part in parts]
    return b"".join(struct.pack("<H", len(part)) + part for part in stored).hex()


def meeting(identity: str, kind: str, fields: dict) -> dict:
    """A message whose attributes say together what stands in `meeting`."""
    attributes = [attribute("00030006", fields["start"]), attribute("00030007", fields["end"]),
                  attribute("00050008", fields["appointment"]), attribute("00060000", schedule_name(fields["owner"])),
                  attribute("00040009", int(fields.get("response_requested", False)))]
    if "answered_for" in fields:
        attributes.append(attribute("00060001", schedule_name(fields["answered_for"])))
    return {"id": identity, "class_name": f"IPM.Microsoft Schedule.{kind}", "subject": "Meeting", "body": "At ten",
            "from": [JOHN], "to": [ANN], "sent": "1995-09-01T08:00:00", "received": "1995-09-01T08:01:00",
            "attributes": attributes, "meeting": fields}


BOSS = address("resolved", "The Bøss", "X400:c=DK;s=Boss;")
TIMES = {"start": "1995-09-10T10:00:00", "end": "1995-09-10T11:30:00", "appointment": 4711}
MEETINGS = [
    meeting("86000008", "MtgReq", TIMES | {"owner": BOSS, "response_requested": True}),
    meeting("86000009", "MtgRespP", TIMES | {"owner": ANN | {"kind": "resolved"}, "answered_for": NOBODY}),
]

# A mail client has written the fields in front of the text; what is in `letterhead` stands in the body, too.
LETTERHEAD = ("Microsoft Mail v3.0 IPM.Microsoft Mail.Note\r\nFrom: Ann Ström\r\nTo: John Doe\r\nSubject: With a head\r\n"
              "Date: 1996-02-03 04:05\r\nPriority: \r\n" + 78 * "-" + "\r\n")
LETTER = {"id": "8600000a", "class_name": "IPM.Microsoft Mail.Note", "subject": "With a head",
          "body": LETTERHEAD + "The letter", "letterhead": LETTERHEAD, "from": [ANN], "to": [JOHN],
          "sent": "1996-02-03T04:05:06", "received": "1996-02-03T04:06:00", "priority": "normal"}

BODY = "First\rline\r\n  [here]   and \r\nFrom here on: Øresund, søster.\r\n.\r\n>From there\r\nno end of line"

INBOX = [
    {"id": "86000001", "class_name": "IPM.ACME.Form", "subject": "RE: Søster & co. =?x?=", "body": BODY,
     "message_id": "0123456789ABCDEF0123456789ABCDEF", "parent_id": "00112233445566778899aabbccddeeff",
     "conversation_id": "not hexadecimal", "from": [JANE], "to": [JOHN, ANN, NOBODY], "cc": [BOB, TEAM, FAX],
     "bcc": [GONE, ODD], "sent": "1995-07-30T10:11:12", "received": "1995-07-30T10:15:00",
     "modified": "1995-12-31T23:59:59", "priority": "high",
     "status": {"read": True, "unsent": False, "submitted": False, "from_me": False, "changed": True},
     "attachments": ATTACHMENTS, "attributes": ATTRIBUTES, "invalid_dates": INVALID_DATES},
    {"id": "86000002", "subject": "", "body": "This message could not be fully recovered.", "from": [ANN, BOB],
     "to": [JOHN], "received": "1968-05-03T12:00:00", "priority": "low", "incomplete": True,
     "status": {"read": False, "unsent": False, "submitted": False, "from_me": False, "changed": False}},
    {"id": "86000003", "class_name": "IPM.Microsoft Mail.Note", "subject": "Fixed", "body": "| a | b |",
     "from": [ANN], "to": [JOHN], "sent": "1996-01-02T03:04:05", "priority": "normal", "fixed_font": True},
    {"id": "86000004"},  # nothing is known of it
    *MEETINGS, LETTER,
]
SENT = [
    {"id": "86000005", "subject": "Sent\tby me", "body": "", "from": [JOHN], "to": [JANE], "bcc": [ANN, NOBODY],
     "sent": "1995-10-01T00:30:00", "modified": "1995-10-01T00:31:00",
     "status": {"read": True, "unsent": True, "submitted": True, "from_me": True, "changed": False}},
]
DRAFTS = [
    {"id": "86000006", "subject": "Draft", "from": [JOHN], "to": [TEAM],
     "invalid_dates": [{"attribute": "00038020", "stored": "1995-13-01T25:00:61"}],
     "status": {"read": False, "unsent": True, "submitted": False, "from_me": True, "changed": False}},
]
HIDDEN = [
    {"id": "86000007", "subject": "Hidden", "body": "In a hidden folder", "from": [JOHN], "sent": "1995-11-11T11:11:11"},
]
FOLDERS = [
    {"path": ["Posteingang"], "role": "inbox", "comment": "What comes in; søster", "messages": INBOX},
    {"path": ["Sent mail"], "role": "sent", "messages": SENT},
    {"path": ["Wastebasket"], "role": "deleted", "comment": "Thrown away", "messages": []},
    {"path": ["Projects/1995"], "comment": "All of them", "messages": []},
    {"path": ["Projects/1995", "Øresund: \"Bro\""], "comment": "A bridge", "messages": []},
    {"path": ["Outbox"], "role": "outbox", "hidden": True, "messages": DRAFTS},
    {"path": ["Views"], "hidden": True, "comment": "Settings", "messages": HIDDEN},
    {"path": ["Nothing in it"], "hidden": True, "comment": "Empty and hidden", "messages": []},
]

BOOKS = [
    {"name": "Microsoft Personal Address Book", "standard": True, "entries": [
        {"id": "71000003", "name": "Ann Ström", "type": "SMTP", "address": "ann@example.com"},
        {"id": "71000001", "name": "Roe, Jane", "type": "MS", "address": "ACME/HQ/JROE", "internet": "jane.roe@example.org",
         "comment": "Knows Søren.\r\nOn two lines", "transmittable_name": "Jane Rø"},
        {"id": "71000002", "name": "Everybody", "type": "MS", "address": "ACME/HQ/TEAM", "group": True,
         "members": ["71000003", "71000004", "71000001", "71000005"], "comment": "A group for søster",
         "transmittable_name": "Søskende"},
        {"id": "71000004", "name": "Only in the group", "type": "FAX", "address": "Jø\rRoom 5\rACME\r+45 555 123\r",
         "internet": "fax@example.org", "only_in_group": True},
        {"id": "71000005", "name": "Inner group", "group": True, "members": ["71000003"], "only_in_group": True},
    ]},
    {"name": "Øvrige: \"other\"", "entries": [
        {"id": "71000006", "name": "Bob Øst", "type": "X400", "address": "c=DK;a= ;p=ACME;s=Oest;g=Bob;"},
    ]},
]

EVERYTHING = {
    "mailbox": {"name": "JDOE", "code_page": 1252, "address": "MS:ACME/HQ/JDOE", "accounts": ["X400:c=DK;o=Søn", "MS:ACME/HQ/JDOE"],
                "internet": "john.doe@example.org"},
    "folders": FOLDERS,
    "address_books": BOOKS,
}

# What no source fills yet goes to the targets directly: deliver_rest.cpp says the same.
REST = {
    "mailbox": {"name": "JDOE", "display_name": "Doe, John"},
    "folders": [{"path": ["Shared folder"], "role": "shared", "shared": {"owner": "BSMITH", "kind": "group", "record": "01ff"},
                 "messages": []},
                {"path": ["Recovered"], "recovered": True,
                 "messages": [{"id": "86000001", "subject": "Dug out", "body": "", "recovered": True,
                               "confidence": "probable",
                               "reply_to": [ANN, NOBODY], "attachments": [
                                   {"number": 1, "name": "Inner.eml", "kind": "message",
                                    "message": {"subject": "Inner", "body": "Text of it",
                                                "from": [["Ann Ström", "SMTP", "ann@example.com", "one-off"]]}}]}]}],
    "address_books": [],
}
