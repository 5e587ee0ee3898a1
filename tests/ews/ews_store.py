"""The mailboxes of the EWS server for tests: in memory, and below a directory when there is one, for those who read it there.

DIRECTORY/USER/FOLDER/folder.json, and for each item N.json and, when it is a message, N.eml.
"""

import base64
import json
import shutil
import threading
import unicodedata
from pathlib import Path

STANDARD = {"msgfolderroot": ("", "Top of Information Store", ""), "inbox": ("msgfolderroot", "Inbox", "IPF.Note"),
            "sentitems": ("msgfolderroot", "Sent Items", "IPF.Note"), "drafts": ("msgfolderroot", "Drafts", "IPF.Note"),
            "deleteditems": ("msgfolderroot", "Deleted Items", "IPF.Note"), "outbox": ("msgfolderroot", "Outbox", "IPF.Note"),
            "contacts": ("msgfolderroot", "Contacts", "IPF.Contact"),
            "calendar": ("msgfolderroot", "Calendar", "IPF.Appointment")}


class Folder:
    def __init__(self, key: str, parent: str, name: str, folder_class: str, properties: dict[str, str]):
        self.key, self.parent, self.name, self.folder_class, self.properties = key, parent, name, folder_class, properties
        self.items: list[Item] = []

    def record(self) -> dict:
        return {"parent": self.parent, "name": self.name, "class": self.folder_class, "properties": self.properties}


class Item:
    """`fields`: what the request said beside the MIME content, by local name; `properties`: extended ones by their key."""

    def __init__(self, number: int, kind: str, content: bytes, properties: dict[str, str], fields: dict):
        self.number, self.kind, self.content, self.properties, self.fields = number, kind, content, properties, fields

    @property
    def identity(self) -> str:
        return self.properties.get("restante-item-id", "")

    @property
    def flags(self) -> int:
        return int(self.properties.get("0x0e07", "8"))

    def record(self) -> dict:
        return {"kind": self.kind, "properties": self.properties, "fields": self.fields}


def same_name(one: str, other: str) -> bool:
    """As Exchange compares: case aside, composed or not."""
    return unicodedata.normalize("NFC", one).casefold() == unicodedata.normalize("NFC", other).casefold()


class Mailbox:
    def __init__(self, user: str, place: Path | None):
        self.user, self.place = user, place
        self.folders: dict[str, Folder] = {}
        self.quota: int | None = None
        self.readable = self.writable = True
        if place and place.exists():
            self.load()
        else:
            for key, (parent, name, folder_class) in STANDARD.items():
                self.keep_folder(Folder(key, parent, name, folder_class, {}))

    def load(self) -> None:
        for path in sorted(self.place.glob("*/folder.json")):
            record = json.loads(path.read_text(encoding="utf-8"))
            folder = Folder(path.parent.name, record["parent"], record["name"], record["class"], record["properties"])
            self.folders[folder.key] = folder
            for item in sorted(path.parent.glob("[0-9]*.json"), key=lambda one: int(one.stem)):
                data, content = json.loads(item.read_text(encoding="utf-8")), item.with_suffix(".eml")
                folder.items.append(Item(int(item.stem), data["kind"], content.read_bytes() if content.exists() else b"",
                                         data["properties"], data["fields"]))

    def keep_folder(self, folder: Folder) -> None:
        self.folders[folder.key] = folder
        if self.place:
            (self.place / folder.key).mkdir(parents=True, exist_ok=True)
            (self.place / folder.key / "folder.json").write_text(json.dumps(folder.record()), encoding="utf-8")

    def keep_item(self, folder: Folder, item: Item) -> None:
        if self.place:
            path = self.place / folder.key / f"{item.number}.json"
            if item.kind == "Message":
                path.with_suffix(".eml").write_bytes(item.content)
            path.write_text(json.dumps(item.record()), encoding="utf-8")
        folder.items.append(item)

    def children(self, key: str) -> list[Folder]:
        return [folder for folder in self.folders.values() if folder.parent == key]

    def below(self, key: str) -> list[Folder]:
        found = []
        for child in self.children(key):
            found += [child, *self.below(child.key)]
        return found

    def make_folder(self, parent: str, name: str, folder_class: str, properties: dict[str, str]) -> Folder | None:
        """None when there is one of that name."""
        if any(same_name(name, child.name) for child in self.children(parent)):
            return None
        folder = Folder(f"f{len(self.folders) + 1}", parent, name, folder_class, properties)
        self.keep_folder(folder)
        return folder

    def size(self) -> int:
        return sum(len(item.content) for folder in self.folders.values() for item in folder.items)

    def add(self, folder: Folder, kind: str, content: bytes, properties: dict[str, str], fields: dict) -> Item:
        item = Item(1 + max((one.number for one in folder.items), default=0), kind, content, properties, fields)
        self.keep_item(folder, item)
        return item

    def path_of(self, folder: Folder) -> str:
        names = [folder.name]
        while folder.parent not in ("", "msgfolderroot"):
            folder = self.folders[folder.parent]
            names.insert(0, folder.name)
        return "/".join(names)

    def everything(self) -> dict[str, list[Item]]:
        return {self.path_of(folder): folder.items for folder in self.folders.values() if folder.parent}


class Store:
    def __init__(self, directory: Path | None = None):
        self.directory = directory
        self.mailboxes: dict[str, Mailbox] = {}
        self.unknown: set[str] = set()
        self.lock = threading.RLock()

    def mailbox(self, user: str) -> Mailbox:
        key = user.lower()
        place = self.directory / base64.urlsafe_b64encode(key.encode()).decode() if self.directory else None
        if place and key.isascii() and "/" not in key and "\\" not in key:
            place = self.directory / key
        # Whoever takes a mailbox away takes its directory away.
        if key in self.mailboxes and place and not place.exists():
            del self.mailboxes[key]
        if key not in self.mailboxes:
            self.mailboxes[key] = Mailbox(user, place)
        return self.mailboxes[key]

    def clear(self) -> None:
        self.mailboxes.clear()
        if self.directory:
            shutil.rmtree(self.directory, ignore_errors=True)
