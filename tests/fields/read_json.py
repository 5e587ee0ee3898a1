"""Target json as values of src/model."""

import json
from pathlib import Path

from document import LISTS, triple

NAMES = {"class": "class_name", "mapped": "internet"}


def renamed(source: dict) -> dict:
    return {NAMES.get(name, name): value for name, value in source.items()}


def data_of(source: dict) -> str:
    return f"{source['size']} bytes, {source['sha256']}" if "sha256" in source else ""


def attributes_of(source: dict) -> list[dict]:
    found = []
    for number, attribute in source.get("attributes", {}).items():
        value = attribute.get("value", data_of(attribute) or None)
        if attribute["type"] == "triples":
            value = [renamed(address) for address in value]
        found.append({"id": number, "type": attribute["type"], "value": value})
    return found


def attachment_of(source: dict) -> dict:
    rendering = data_of(source.get("rendering", {}))
    found = source | {"data": data_of(source), "rendering": rendering, "attributes": attributes_of(source)}
    if "message" in source:
        inner = source["message"]
        found["message"] = {"subject": inner["subject"], "body": inner["body"], "from": [triple(one) for one in inner["from"]]}
    return found


def message_of(source: dict) -> dict:
    message = renamed(source)
    for name in LISTS:
        message[name] = [renamed(address) for address in source.get(name, [])]
    if "read" in source:
        message["status"] = {name: source[name] for name in ("read", "unsent", "submitted", "from_me", "changed")}
    message["attachments"] = [attachment_of(attachment) for attachment in source.get("attachments", [])]
    message["attributes"] = attributes_of(source)
    return message


def with_sharing(folder: dict) -> dict:
    shared = {name: folder[name] for name in ("owner", "kind", "record") if name in folder}
    return folder | {"shared": shared} if shared else folder


def read(path: Path) -> dict:
    source = json.loads(path.read_text(encoding="utf-8"))
    # Of what was handed over directly nothing is known.
    origin = {"origin": source["source"]} if source["source"]["path"] else {}
    return {"mailbox": renamed(source["mailbox"]) | origin,
            "folders": [with_sharing(folder) | {"messages": [message_of(one) for one in folder["messages"]]}
                        for folder in source["folders"]],
            "address_books": [book | {"entries": [renamed(entry) for entry in book["entries"]]}
                              for book in source["address_books"]]}
