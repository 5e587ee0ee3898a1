"""What the original importer would make of a restante/1 mailbox, its documented defects included.

The importer's own output (NAME.importer.json) is reduced to the same statements. Each difference that is the importer's
fault is one entry of DEFECTS; there is no other allowance anywhere. Source: docs/formats/mmf-records.md, "The original
importer".
"""

import hashlib

DEFECTS = {
    "D6": "stores whose password is long or in lower case are not opened",
    "D7": "hidden folders are not imported, not even the Outbox",
    "D2/D3": "an attachment of a non-delivery report is the original rebuilt from the report; real ones go inside it",
    "D12": "invalid dates become the time of the import",
    "D13": "a text above 16383 characters ends with a NUL",
    "D15": "recipients without a name are dropped",
    "D21": "pictures become OLE objects",
}

CLASSES = {
    "ipm.microsoft mail.note": "IPM.Note",
    "ipm.microsoft mail.read receipt": "Report.IPM.Note.IPNRN",
    "ipm.microsoft mail.non-delivery": "Report.IPM.Note.NDR",
    "ipm.microsoft schedule.mtgrespp": "IPM.Schedule.Meeting.Resp.Pos",
    "ipm.microsoft schedule.mtgrespn": "IPM.Schedule.Meeting.Resp.Neg",
    "ipm.microsoft schedule.mtgrespa": "IPM.Schedule.Meeting.Resp.Tent",
    "ipm.microsoft schedule.mtgreq": "IPM.Schedule.Meeting.Request",
    "ipm.microsoft schedule.mtgcncl": "IPM.Schedule.Meeting.Canceled",
}
NON_DELIVERY = "Report.IPM.Note.NDR"
# Where the importer puts folders with a role; the target has these four from the start.
STANDARD_PLACES = {"inbox": "Inbox", "sent": "Sent Items", "outbox": "Outbox", "deleted": "Deleted Items"}
IMPORT_TIME = "1999-01-01T00:00:00"
LONGEST_PROPERTY = 16384
FAILED_ORIGINALS = "00000002"
EXPLICIT_KINDS = ("resolved", "one-off", "group", "provider")


def unicode_of(stored):
    """The importer's output has one character a byte; 1252 leaves five bytes as they are."""
    return "".join(one if ord(one) in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else one.encode("latin-1").decode("cp1252")
                   for one in stored)


def size_and_hash(data):
    return len(data), hashlib.sha256(data).hexdigest()


# --- from restante/1 ---------------------------------------------------------------------------------------------

def party(address):
    """(name, type, address) as the importer splits and cleans them."""
    kind = address.get("type", "")
    if len(kind) == 3:
        kind = kind.upper()
    if kind == "MTP":
        kind = "SMTP"
    return (address.get("name", "").lstrip(" \t"), kind, address.get("address", ""))


def recipients(message, is_report):
    lists = [(1, message.get("to", [])), (2, message.get("cc", [])), (3, message.get("bcc", []))]
    if is_report:
        lists = [(1, message.get("attributes", {}).get(FAILED_ORIGINALS, {}).get("value", []))]
    return [(kind, *party(one)) for kind, group in lists for one in group if one.get("name")]  # D15


def message_flags(message):
    if "read" not in message:
        return None
    return ((1 if message["read"] else 0) | (0 if message["changed"] else 2) | (4 if message["submitted"] else 0)
            | (8 if message["unsent"] else 0) | (0x10 if message.get("attachments") else 0))


def dates(message, invalid):
    sent = IMPORT_TIME if "00038005" in invalid else message.get("sent")  # D12
    received = IMPORT_TIME if "00038006" in invalid else message.get("received")
    return sent, received or sent


def body(message):
    text = message.get("body")
    if text is not None and len(text) + 1 > LONGEST_PROPERTY:
        text += "\0"  # D13
    return text


def attachment(one):
    method = 6 if one["kind"] in ("ole", "picture") else 1  # D21
    return {"method": method, "position": one.get("position", -1), "name": one.get("name"),
            "data": (one["size"], one["sha256"]) if "size" in one else None,
            "rendering": (one["rendering"]["size"], one["rendering"]["sha256"]) if "rendering" in one else None,
            "created": one.get("created"), "modified": one.get("modified")}


def message_view(message, invalid):
    kind = message.get("class", "IPM.Microsoft Mail.Note")
    kind = CLASSES.get(kind.lower(), kind)
    is_report = kind == NON_DELIVERY
    sent, received = dates(message, invalid)
    return {"class": kind, "subject": message.get("subject"), "body": body(message),
            "from": party(message["from"][0]) if message.get("from") else None,
            "recipients": recipients(message, is_report), "sent": sent, "received": received,
            "flags": message_flags(message), "priority": message.get("priority"),
            "attachments": [attachment(one) for one in message.get("attachments", [])]}


def expected_view(mailbox):
    """[(path, [message view])] of the folders the importer looks at (D7: not the hidden ones)."""
    invalid = {}
    for finding in mailbox["findings"]:
        if finding["text"].startswith("invalid date in attribute "):
            invalid.setdefault(finding["item"], set()).add(finding["text"].split()[-1])
    folders = []
    places = {}
    for folder in mailbox["folders"]:
        if not folder.get("hidden"):
            name = "/".join(folder["path"])
            parent = places.get(tuple(folder["path"][:-1]), folder["path"][:-1])
            place = [STANDARD_PLACES[folder["role"]]] if folder["role"] in STANDARD_PLACES else parent + folder["path"][-1:]
            places[tuple(folder["path"])] = place
            folders.append((place, [message_view(one, invalid.get(f"{name}/{index}", set()))
                                             for index, one in enumerate(folder["messages"])]))
    return folders


# --- from importer.json ------------------------------------------------------------------------------------------

def properties(record):
    """tag (upper half) -> value; properties that are errors are not there."""
    values = {}
    for one in record:
        for kind in ("string", "long", "time", "hex", "bool"):
            if kind in one:
                values[one["tag"][:4]] = unicode_of(one[kind]) if kind == "string" else one[kind]
    return values


def imported_priority(values):
    return {(1, 2): "high", (0, 1): "normal", (-1, 0): "low"}.get((values.get("0026"), values.get("0017")))


def imported_attachment(record):
    values = properties(record["props"])
    binary = {tag: size_and_hash(bytes.fromhex(values[tag])) for tag in ("3701", "3709") if tag in values}
    return {"method": values["3705"], "position": values["370b"], "name": values.get("3704"),
            "data": binary.get("3701"), "rendering": binary.get("3709"),
            "created": values.get("3007"), "modified": values.get("3008")}


def imported_attachments(message):
    if properties(message["props"])["001a"] == NON_DELIVERY:  # D2/D3
        inner = message["attachments"][0]["message"]
        return [imported_attachment(one) for one in inner["attachments"]]
    return [imported_attachment(one) for one in message["attachments"]]


def imported_message(record):
    values = properties(record["props"])
    sender = tuple(values.get(tag, "") for tag in ("0c1a", "0c1e", "0c1f"))
    rows = []
    for row in record["recipients"]:
        one = properties(row)
        rows.append((one["0c15"], one.get("3001", ""), one.get("3002", ""), one.get("3003", "")))
    return {"class": values["001a"], "subject": values.get("0037"), "body": values.get("1000"),
            "from": sender if any(sender) else None, "recipients": rows, "sent": values.get("0039"),
            "received": values.get("0e06"), "flags": values.get("0e07"), "priority": imported_priority(values),
            "attachments": imported_attachments(record)}


def imported_view(document):
    folders = []

    def walk(record, path):
        for folder in record["folders"]:
            below = path + [unicode_of(folder["name"])]
            folders.append((below, [imported_message(one) for one in folder["messages"]]))
            walk(folder, below)

    walk(document["store"], [])
    return folders


def without_unused_places(imported, ours):
    """The standard folders of the target that the source does not have stay empty; leave them out."""
    known = [path for path, _ in ours]
    return [(path, messages) for path, messages in imported
            if messages or path in known or path not in [[place] for place in STANDARD_PLACES.values()]]
