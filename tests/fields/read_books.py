"""Targets contacts and ldif as values of src/model: python3-vobject, and a small reader of LDIF (RFC 2849)."""

import base64
import json
import re
from pathlib import Path
from urllib.parse import unquote

import vobject

from read_mail import mailbox_of

STORED, TRANSMITTABLE = "x-restante-address:", "x-restante-transmittable-name:"


def with_address(entry: dict, stored: str, internet: str) -> dict:
    kind, _, address = stored.partition(":")
    # What an Internet address is stored as stands there, too.
    return entry | {"type": kind, "address": address, "internet": internet if internet != address else ""}


def card_entry(card: object, member: str, group: str, ids: dict[str, str]) -> dict:
    def value(name: str) -> str:
        return getattr(card, name).value if hasattr(card, name) else ""

    entry = {"id": value("x_restante_id"), "name": value("fn"), "comment": value("note"),
             "transmittable_name": value("x_restante_transmittable_name"), "group": value(group) == "group",
             "only_in_group": value("x_restante_only_in_group") == "yes",
             "members": [ids[line.value] for line in getattr(card, f"{member}_list", [])]}
    # In version 3 X.400 addresses stand beside Internet addresses.
    mail = [line.value for line in getattr(card, "email_list", []) if "X400" not in line.params.get("TYPE", [])]
    return with_address(entry, value("x_restante_address"), mail[0] if mail else "")


def read_cards(directory: Path) -> dict:
    path, = directory.glob("*/restante-mailbox.json")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    books = []
    for book in manifest.get("address_books", []):
        file, = (one for one in path.parent.glob("*.vcf") if unquote(one.stem) == book["name"])
        text = file.read_bytes().decode("utf-8")
        old = "VERSION:3.0" in text
        cards = list(vobject.readComponents(text, validate=old))
        ids = {card.uid.value: card.x_restante_id.value for card in cards}
        names = ("x_addressbookserver_member", "x_addressbookserver_kind") if old else ("member", "kind")
        books.append(book | {"entries": [card_entry(card, *names, ids) for card in cards]})
    return {"mailbox": mailbox_of(manifest), "address_books": books}


def ldif_records(text: str) -> list[tuple[bool, dict[str, list[str]]]]:
    """Records with a mark whether a comment stands before them."""
    records = []
    for block in re.split(r"\n\n+", text.replace("\r\n", "\n").replace("\n ", "").strip()):
        record: dict[str, list[str]] = {}
        comment = False
        for line in block.split("\n"):
            if line.startswith("#"):
                comment = True
                continue
            name, _, value = line.partition(":")
            value = base64.b64decode(value[1:]).decode("utf-8") if value.startswith(":") else value.removeprefix(" ")
            record.setdefault(name, []).append(value)
        if "dn" in record:
            records.append((comment, record))
    return records


def ldif_entry(record: dict[str, list[str]], only_in_group: bool) -> dict:
    def value(name: str) -> str:
        return record.get(name, [""])[0]

    uris = {scheme: unquote(uri.removeprefix(scheme).split(" ")[0]) for uri in record.get("labeledURI", [])
            for scheme in (STORED, TRANSMITTABLE) if uri.startswith(scheme)}
    entry = {"id": value("uid"), "name": value("cn"), "comment": value("description"),
             "transmittable_name": uris.get(TRANSMITTABLE, value("displayName")), "only_in_group": only_in_group,
             "group": "groupOfNames" in record["objectClass"],
             "members": [re.match("uid=([^,]*),", member)[1] for member in record.get("member", [])]}
    return with_address(entry, uris.get(STORED, ""), value("mail"))


def read_ldif(directory: Path) -> dict:
    path, = directory.glob("*/restante-mailbox.json")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    records = ldif_records((path.parent / "address-books.ldif").read_text(encoding="utf-8"))
    assert records[0][1]["ou"] == [manifest["mailbox"]["name"]]
    books = []
    for book in manifest.get("address_books", []):
        place, = (record["dn"][0] for _, record in records if record.get("ou") == [book["name"]])
        entries = [ldif_entry(record, comment) for comment, record in records
                   if record["dn"][0].endswith("," + place) and "uid" in record]
        books.append(book | {"entries": entries})
    return {"mailbox": mailbox_of(manifest), "address_books": books}
