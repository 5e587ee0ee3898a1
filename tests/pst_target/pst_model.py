"""Reads a PST into plain values with the modules of pstcheck, which share nothing with the writer."""

import hashlib
import struct
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools" / "pstcheck"))
import pstcheck  # noqa: E402
from props import Pc  # noqa: E402
from table import Tc  # noqa: E402

RESTANTE = bytes.fromhex("5e57a47e4d4d4650821c0e913ad66bf0")
IPM_SUBTREE = 0x8022
RECIPIENTS, ATTACHMENTS = 0x692, 0x671
OUTBOX, DELETED, SENT = 0x35E2, 0x35E3, 0x35E4


def quiet(*_):
    return None


class Item:
    """Properties of one object: text as str, times as datetime, everything else as stored."""

    def __init__(self, store, context):
        self.props, self.named = {}, {}
        for number, (kind, _, value) in context.props.items():
            value = store.value(kind, value)
            if number < 0x8000:
                self.props[number] = value
            else:
                self.named[store.names[number]] = value
        self.recipients, self.attachments = [], []
        self.nid = None  # of messages in a folder

    def get(self, number, default=None):
        return self.props.get(number, default)

    def ours(self, name):
        return self.named.get((RESTANTE, name))

    @property
    def subject(self):
        text = self.get(0x0037, "")
        return text[2:] if text.startswith("\x01") else text


class Store:
    def __init__(self, path, code_page="cp1252"):
        pstcheck.MODE["fresh"] = True
        self.report, self.ndb, _ = pstcheck.check(Path(path).read_bytes())
        self.unicode = self.ndb.f.uni
        self.code_page = code_page
        self.names = self._names()
        self.properties = self._item(*self.ndb.nbt[0x21][:2])
        self.folders = {}  # path -> (Item, [Item])
        self.nids = {}     # nid -> path
        self._folder(IPM_SUBTREE, ())

    def value(self, kind, value):
        if kind in (0x1E, 0x1F):
            return self._text(value)
        if kind == 0x40:
            return datetime(1601, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=value // 10)
        if kind in (0x101E, 0x101F, 0x1102):
            parts = self._parts(value)
            return parts if kind == 0x1102 else [self._text(part) for part in parts]
        return value

    def _text(self, value):
        return value.decode("utf-16-le" if self.unicode else self.code_page, "replace")

    @staticmethod
    def _parts(value):
        if not value:
            return []
        count = struct.unpack_from("<I", value)[0]
        offsets = [*struct.unpack_from(f"<{count}I", value, 4), len(value)]
        return [value[start:end] for start, end in zip(offsets, offsets[1:])]

    def _names(self):
        context = Pc(self.ndb, quiet, *self.ndb.nbt[0x61][:2], "")
        sets, entries, strings = (context.props[number][2] for number in (2, 3, 4))
        names = {}
        for index in range(len(entries) // 8):
            number, guid, _ = struct.unpack_from("<IHH", entries, 8 * index)
            start = 16 * ((guid >> 1) - 3)
            name = number
            if guid & 1:
                size = struct.unpack_from("<I", strings, number)[0]
                name = strings[number + 4:number + 4 + size].decode("utf-16-le")
            names[0x8000 + index] = (sets[start:start + 16] if guid >> 1 > 2 else guid >> 1, name)
        return names

    def _item(self, data, subnodes):
        context = Pc(self.ndb, quiet, data, subnodes, "")
        item = Item(self, context)
        subs = self.ndb.subnodes(subnodes, "") if subnodes else {}
        if RECIPIENTS in subs:
            table = Tc(self.ndb, quiet, *subs[RECIPIENTS], "")
            item.recipients = [{column >> 16: self.value(column & 0xFFFF, value) for column, value in row.items()}
                               for row in table.rows]
        for nid in sorted(nid for nid in subs if nid & 31 == 5):
            item.attachments.append(self._attachment(*subs[nid]))
        return item

    def _attachment(self, data, subnodes):
        context = Pc(self.ndb, quiet, data, subnodes, "")
        attachment = Item(self, context)
        attachment.message = None
        if context.objects:
            nid = context.objects[0x3701][0]
            attachment.message = self._item(*self.ndb.subnodes(subnodes, "")[nid])
        return attachment

    def _rows(self, nid):
        return Tc(self.ndb, quiet, *self.ndb.nbt[nid][:2], "").rows if nid in self.ndb.nbt else []

    def _message(self, nid):
        item = self._item(*self.ndb.nbt[nid][:2])
        item.nid = nid
        return item

    def _folder(self, nid, path):
        folder = self._item(*self.ndb.nbt[nid][:2])
        messages = [self._message(row[0x67F20003]) for row in self._rows((nid & ~31) | 0x0E)]
        self.folders[path] = (folder, messages)
        self.nids[nid] = path
        for row in self._rows((nid & ~31) | 0x0D):
            child = row[0x67F20003]
            name = self._text(row[0x3001001F if self.unicode else 0x3001001E])
            self._folder(child, (*path, name))

    def special(self, number):
        """Path of the folder that the store names its Sent Items, and so on; None when it names none."""
        entry = self.properties.get(number)
        return self.nids.get(struct.unpack_from("<I", entry, 20)[0]) if entry else None

    def items(self):
        return [item for _, messages in self.folders.values() for item in messages]


def content_hash(attachment):
    return hashlib.sha256(attachment.get(0x3701) or b"").hexdigest()
