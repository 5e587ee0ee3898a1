"""Target migration as values of src/model, by the reader of tests/migration."""

import csv
import json
import sys
from pathlib import Path

from read_mail import mailbox_of

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "migration"))
from read_set import Data, Set, person, split_list  # noqa: E402

PRIORITIES = {"1": "high", "0": "normal", "-1": "low"}


def with_internet(one: dict) -> dict:
    """Whether an Internet address was stored or mapped is not to be seen."""
    return one | {"internet": one["address"]} if one.get("type") == "SMTP" else one


def people(text: str) -> list[dict]:
    return [with_internet(person(one)) for one in split_list(text)]


def time_of(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:]}" if digits else ""


def attachment_of(migration: Set, data: Data, body: bytes) -> dict:
    found = {"name": data.name, "macbinary": data.format == "Macbinary", "data": data.content.hex()}
    return found | ({"position": len(migration.text(body[:data.position]))} if data.position != -1 else {})


def message_of(migration: Set, row: dict[str, str]) -> dict:
    body, *attachments = migration.read_data(row["Body"])
    assert body.kind == "Body"
    message = {"subject": row["Subject"], "body": migration.text(body.content), "from": people(row["Sender"]),
               "to": people(row["To"]), "cc": people(row["Cc"]), "bcc": people(row["Bcc"]),
               "status": {"read": row["Unread"] == "FALSE", "unsent": row["Unsent"] == "TRUE"},
               "attachments": [attachment_of(migration, one, body.content) for one in attachments]}
    for name, column in (("sent", "Send-Date"), ("received", "Received-Date")):
        if row[column]:
            message[name] = time_of(row[column])
    if row["Priority"]:
        message["priority"] = PRIORITIES[row["Priority"]]
    return message


def entry_of(row: dict[str, str], identity: str) -> dict:
    group = row["Obj-class"] == "dl"
    entry = {"id": identity, "name": row["Display-Name"], "comment": row["Note"], "group": group}
    if group:
        return entry | {"members": split_list(row["Email-Address"])}
    kind, _, address = row["Email-Address"].partition(":")
    return entry | ({} if kind == "USER" else with_internet({"type": kind, "address": address}))


def with_members(entries: list[dict]) -> list[dict]:
    """Groups name their members by address, or by name where they have none."""
    ids = {f"{one['type']}:{one['address']}" if "type" in one else f"USER: {one['name']}": one["id"] for one in entries}
    for entry in entries:
        if entry["group"]:
            entry["members"] = [ids[member] for member in entry["members"]]
    return entries


def read(directory: Path) -> dict:
    migration = Set(directory / "restante.pkl")
    path, = directory.glob("restante-*.json")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    rows = list(csv.reader(path.with_suffix(".csv").read_text(encoding="utf-8").splitlines()))
    ids = {(kind, place): identity for kind, place, _, identity in rows[1:]}
    mail, *books = (section for section in migration.sections if section.kind != "DIRECTORY")
    assert mail.kind == "MAILMESSAGE"
    folders = []
    for folder in manifest["folders"]:
        messages = [message_of(migration, row) | {"id": ids["message", row["Body"].partition("(")[2].rstrip(")")]}
                    for row in mail.rows if row["Folder"] == folder["place"]]
        folders.append(folder | {"messages": messages})
    found = []
    for number, (book, section) in enumerate(zip(manifest.get("address_books", []), books, strict=True)):
        entries = [entry_of(row, ids["entry", f"{number}.{place}"]) for place, row in enumerate(section.rows)]
        found.append(book | {"entries": with_members(entries)})
    return {"mailbox": mailbox_of(manifest), "folders": folders, "address_books": found}
