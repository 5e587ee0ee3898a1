"""A mailbox as plain values with the names of src/model, taken apart into single fields, and two of them compared."""

from dataclasses import dataclass, field
from typing import NamedTuple

LISTS = ("from", "to", "cc", "bcc", "reply_to")
STATUS = ("read", "unsent", "submitted", "from_me", "changed")
# What stands for "not set" where the model has no std::optional.
DEFAULTS = {"mailbox": {"name": "", "display_name": "", "address": "", "accounts": [], "code_page": 0, "internet": ""},
            "origin": {"kind": "", "path": "", "version": "", "size": 0, "sha256": ""},
            "folder": {"path": [], "role": "", "hidden": False, "comment": "", "recovered": False},
            "shared_folder": {"owner": "", "kind": "", "record": ""},
            "message": {"id": "", "fixed_font": False, "letterhead": "", "incomplete": False, "recovered": False,
                        "confidence": ""},
            "status": dict.fromkeys(STATUS, False),
            "address": {"name": "", "type": "", "address": "", "kind": "", "internet": ""},
            "attachment": {"number": None, "kind": "", "width": 0, "height": 0, "macbinary": False, "data": "",
                           "rendering": "", "apple_double": ""},
            "meeting": {"response_requested": False},
            "invalid_date": {"attribute": "", "stored": ""},
            "derivation": {"original": None, "description": "", "content_type": ""},
            "attribute": {"id": "", "type": ""},
            "address_book": {"name": "", "standard": False},
            "address_entry": {"id": "", "name": "", "type": "", "address": "", "comment": "", "transmittable_name": "",
                              "group": False, "members": [], "only_in_group": False, "internet": ""}}
OPTIONAL = {"meeting": ("start", "end", "owner", "answered_for", "appointment"),
            "message": ("class_name", "subject", "body", "message_id", "parent_id", "conversation_id", "sent", "received",
                        "modified", "priority"),
            "attachment": ("name", "position", "created", "modified", "message")}
# They tell whether the value is there at all, so that a missing one is never passed over.
IDENTITIES = ("mailbox.name", "folder.path", "message.id", "address_book.name", "address_entry.id")


class Key(NamedTuple):
    field: str
    instance: tuple


@dataclass
class Fields:
    values: dict[Key, object] = field(default_factory=dict)
    elements: set[tuple] = field(default_factory=set)  # (owner, instance)

    def put(self, owner: str, instance: tuple, source: dict, whole: bool = True) -> None:
        """Of what is not `whole` the fields that are there count."""
        self.elements.add((owner, instance))
        for name, default in DEFAULTS[owner].items():
            if whole or name in source:
                self.values[Key(f"{owner}.{name}", instance)] = source.get(name, default)
        for name in OPTIONAL.get(owner, ()):
            if source.get(name) is not None:
                self.values[Key(f"{owner}.{name}", instance)] = source[name]

    def set(self, name: str, instance: tuple, value: object) -> None:
        self.values[Key(name, instance)] = value


def triple(address: dict) -> list[str]:
    return [address.get(part, "") for part in ("name", "type", "address", "kind")]


def put_attributes(fields: Fields, owner: str, instance: tuple, attributes: list[dict]) -> None:
    fields.set(f"{owner}.attributes", instance, [attribute["id"] for attribute in attributes])
    for attribute in attributes:
        own = (*instance, attribute["id"])
        fields.put("attribute", own, attribute)
        value = attribute.get("value")
        kind = "invalid" if attribute["value"] is None else attribute["type"]
        shown = [triple(one) for one in value] if kind == "triples" else "invalid" if value is None else value
        fields.set(f"attribute.value.{kind}", own, shown)


def put_attachments(fields: Fields, instance: tuple, attachments: list[dict]) -> None:
    stored = [attachment for attachment in attachments if "derived" not in attachment]
    made = [attachment for attachment in attachments if "derived" in attachment]
    fields.set("message.attachments", instance, [attachment.get("number") for attachment in stored])
    for place, attachment in enumerate(stored):
        own = (*instance, place)
        fields.put("attachment", own, attachment)
        put_attributes(fields, "attachment", own, attachment.get("attributes", []))
    for place, attachment in enumerate(made):
        own = (*instance, "derived", place)
        fields.put("attachment", own, attachment, whole=False)
        fields.put("derivation", own, attachment["derived"])
        fields.set("attachment.derived", own, True)


def put_message(fields: Fields, prefix: tuple, message: dict) -> None:
    instance = (*prefix, message["id"])
    fields.put("message", instance, message)
    for name in LISTS:
        addresses = message.get(name, [])
        fields.set(f"message.{name}", instance, [one.get("name", "") for one in addresses])
        for place, address in enumerate(addresses):
            fields.put("address", (*instance, name, place), address)
    if "status" in message:
        fields.set("message.status", instance, True)
        fields.put("status", instance, message["status"])
    if "meeting" in message:
        fields.set("message.meeting", instance, True)
        people = {name: triple(message["meeting"][name]) for name in ("owner", "answered_for") if name in message["meeting"]}
        fields.put("meeting", instance, message["meeting"] | people)
    dates = message.get("invalid_dates", [])
    fields.set("message.invalid_dates", instance, [date["attribute"] for date in dates])
    for place, date in enumerate(dates):
        fields.put("invalid_date", (*instance, place), date)
    put_attachments(fields, instance, message.get("attachments", []))
    put_attributes(fields, "message", instance, message.get("attributes", []))


def fields_of(*documents: dict) -> Fields:
    fields = Fields()
    for number, document in enumerate(documents):
        prefix = (number,)
        mailbox = document.get("mailbox", {})
        fields.put("mailbox", prefix, mailbox)
        fields.set("mailbox.origin", prefix, "origin" in mailbox)
        if "origin" in mailbox:
            fields.put("origin", prefix, mailbox["origin"])
        for folder in document.get("folders", []):
            instance = (*prefix, *folder["path"])
            fields.put("folder", instance, folder)
            fields.set("folder.shared", instance, "shared" in folder)
            if "shared" in folder:
                fields.put("shared_folder", instance, folder["shared"])
            for message in folder.get("messages", []):
                put_message(fields, prefix, message)
        for book in document.get("address_books", []):
            instance = (*prefix, book["name"])
            fields.put("address_book", instance, book)
            fields.set("address_book.entries", instance, [entry["id"] for entry in book["entries"]])
            for entry in book["entries"]:
                fields.put("address_entry", (*instance, entry["id"]), entry)
    return fields


def is_default(key: Key, value: object) -> bool:
    owner, _, name = key.field.rpartition(".")
    if name in OPTIONAL.get(owner, ()) or owner == "attribute.value":
        return False
    return value in (None, "", False, 0, [])


class Compared(NamedTuple):
    verdict: str         # kept, changed, lost
    different: list      # (instance, stored, found)


def compare(name: str, stored: Fields, found: Fields) -> Compared:
    """What became of one field. Parts of a value that is not there do not count: its own field tells that."""
    owner = name.split(".")[0]
    judged = [(key, value) for key, value in stored.values.items() if key.field == name and
              (name in IDENTITIES or owner == name or (owner, key.instance) in found.elements)]
    anything = any(not is_default(key, found.values.get(key)) for key, value in judged
                   if key in found.values and not is_default(key, value))
    different = [(key.instance, value, found.values.get(key)) for key, value in judged if found.values.get(key) != value]
    if not anything:
        return Compared("lost", different)
    return Compared("changed" if different else "kept", different)


def invented(name: str, stored: Fields, found: Fields) -> list:
    """Where the source says nothing and the target does."""
    return [(key.instance, value) for key, value in found.values.items()
            if key.field == name and key not in stored.values and "derived" not in key.instance and
            not is_default(key, value) and (name.split(".")[0], key.instance) in stored.elements]
