"""Every sample, in both formats and all encodings: judged by pstcheck, and compared with the JSON model by readers
that share nothing with the writer: pst_model here, readpst, pffexport and pst-extractor."""

import hashlib
import re
import unittest
from datetime import datetime, timezone

import third_reader
from pst_model import DELETED, OUTBOX, SENT, content_hash
from pst_transcript import PLACES, VARIANTS, PstTranscript, place_of, sample_names

EMPTY = hashlib.sha256(b"").hexdigest()
# What the comparison of check_pst.py cannot do; pst_model and the other reader judge these.
CANNOT = {
    ("check_readpst", "receipts"): "reports become multipart/report, which readpst nests without an end",
    ("check_readpst", "schedule"): "meetings become iCalendar attachments",
    ("check_pffexport", "receipts"): "reports are exported as messages, which the comparison does not expect",
    ("check_readpst", "subjects"): "blanks and line breaks in a subject do not survive a mail header",
    ("check_pffexport", "subjects"): "nor a list of headers",
}
OTHER_READERS = ("format=unicode&encoding=permute", "format=ansi&encoding=permute")
THIRD_READER = ("format=unicode&encoding=none", "format=unicode&encoding=permute")  # it knows neither cyclic nor ANSI
NOTE = "ipm.microsoft mail.note"
REPORT = "ipm.microsoft mail.non-delivery"


def time_of(text):
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def lines_of(text):
    """As Outlook has it (Q192526)."""
    return re.sub("\r\n|\r|\n", "\r\n", text)


def is_usual(text):
    return "1970" <= text[:4] < "4501"


def hash_of(attachment):
    """What is delivered: a picture without data is its metafile."""
    if "sha256" in attachment:
        return attachment["sha256"]
    return attachment["rendering"]["sha256"] if attachment["kind"] == "picture" and "rendering" in attachment else EMPTY


def person_of(address):
    kind = address.get("type", "").lstrip(" \t").split(" ")[0].upper()
    where = address.get("address", "").lstrip(" \t")
    kind = "SMTP" if kind == "MTP" else kind
    return address.get("name", "").lstrip(" \t") or where or kind, kind, where


class SamplesTest(PstTranscript):
    def test_every_sample(self):
        """Each store is written once; every judge and reader gets the same file."""
        documents, stores = {}, {}
        for name in sample_names():
            documents[name] = self.document(name)
            for variant in VARIANTS:
                place = f"{name}-{variant}"
                with self.subTest(sample=name, variant=variant):
                    self.compare(documents[name], self.pst(name, variant=variant, place=place))
                    stores[name, variant] = next((self.dir / place).glob("*.pst"))
        for name, document in documents.items():
            for variant in OTHER_READERS:
                with self.subTest(sample=name, variant=variant, reader="readpst and pffexport"):
                    self.compare_other_readers(name, document, stores[name, variant])
        third = {key: path for key, path in stores.items() if key[1] in THIRD_READER}
        for (name, variant), found in zip(third, third_reader.read(third.values())):
            with self.subTest(sample=name, variant=variant, reader="pst-extractor"):
                self.compare_third_reader(documents[name], third_reader.folders_of(found))

    def test_same_input_same_bytes(self):
        for name in ("attachments", "pab-big", "receipts", "deep"):
            for variant in VARIANTS[1::3]:
                with self.subTest(sample=name, variant=variant):
                    hashes = set()
                    for number in (1, 2):
                        place = f"{name}-{number}-{variant}"
                        self.migrate(self.sample(name), f"pst:{place}?{variant}")
                        hashes.add(hashlib.sha256(next((self.dir / place).glob("*.pst")).read_bytes()).digest())
                    self.assertEqual(len(hashes), 1)

    # ------------------------------------------------------------------------------------------------ comparing
    def compare(self, document, store):
        counts = {path: len(messages) for path, (_, messages) in store.folders.items()}
        wanted = {(): 0, ("Deleted Items",): 0}
        by_id = {}
        for folder in document["folders"]:
            place = place_of(folder, document["folders"])
            if place is None:
                continue
            for depth in range(1, len(place)):
                wanted.setdefault(place[:depth], 0)
            wanted[place] = len(folder["messages"])
            self.compare_folder(folder, place, store)
            for message in folder["messages"]:
                by_id[place, message["id"]] = message
        contacts = {path: count for path, count in counts.items() if path[:1] == ("Contacts",)}
        self.assertEqual(sum(contacts.values()),
                         sum(len(book["entries"]) for book in document["address_books"]))
        self.assertEqual({path: count for path, count in counts.items() if path not in contacts}, wanted)
        for (place, identity), message in by_id.items():
            items = [item for item in store.folders[place][1] if item.ours("restante-store-id") == identity]
            self.assertTrue(items, (place, identity))
            for item in items:
                self.compare_message(message, item, store)

    def compare_folder(self, folder, place, store):
        item, messages = store.folders[place]
        self.assertEqual(item.get(0x3004, ""), self.shown(folder.get("comment", ""), store))
        self.assertEqual([message.subject for message in messages],
                         [self.shown(message.get("subject", ""), store) for message in folder["messages"]])
        special = {"sent": SENT, "outbox": OUTBOX, "deleted": DELETED}.get(folder["role"])
        if special:
            self.assertEqual(store.special(special), (PLACES[folder["role"]],))

    def compare_other_readers(self, name, document, path):
        # How check_pst.py hands on the line ends of the two readers.
        for reader, line_end in ((self.judge.check_readpst, ""), (self.judge.check_pffexport, "\n")):
            if (reader.__name__, name) in CANNOT:
                continue
            work = path.parent / reader.__name__
            work.mkdir()
            self.assertEqual(reader(str(path), self.record_of(document, line_end), str(work)), [])

    def compare_third_reader(self, document, folders):
        wanted = {(): 0, ("Deleted Items",): 0}
        for folder in document["folders"]:
            place = place_of(folder, document["folders"])
            if place is None:
                continue
            for depth in range(1, len(place)):
                wanted.setdefault(place[:depth], 0)
            wanted[place] = len(folder["messages"])
            items = folders[place]["items"]
            self.assertEqual([item["subject"] for item in items],
                             [message.get("subject", "") for message in folder["messages"]])
            for message, item in zip(folder["messages"], items):
                self.compare_third_message(message, item)
        contacts = {place for place in folders if place[:1] == ("Contacts",)}
        self.assertEqual({place: folder["count"] for place, folder in folders.items() if place not in contacts}, wanted)
        self.assertEqual(sum(len(folders[place]["items"]) for place in contacts),
                         sum(len(book["entries"]) for book in document["address_books"]))

    def compare_third_message(self, message, item):
        if message.get("class", NOTE).lower() == REPORT:
            self.assertEqual(item["attachments"], [{"message": None}])
        else:
            self.assertEqual(item["body"], lines_of(message.get("body", "")))
            self.assertEqual([each["sha256"] for each in item["attachments"]],
                             [hash_of(each) for each in message.get("attachments", [])])
        for name in ("sent", "received"):
            if name in message and is_usual(message[name]):
                # Dates of JavaScript have thousandths.
                self.assertEqual(datetime.fromisoformat(item[name].replace("Z", "+00:00")), time_of(message[name]), name)
        self.assertEqual(item["read"], message.get("read", False))
        if message.get("from") and any(person_of(message["from"][0])):
            self.assertEqual(item["sender"], person_of(message["from"][0])[0])

    @staticmethod
    def shown(text, store):
        return text if store.unicode else text.encode("cp1252", "replace").decode("cp1252")

    def compare_message(self, message, item, store):
        kind = message.get("class", NOTE).lower()
        if kind == REPORT:
            self.assertEqual(len(item.attachments), 1)
            attachments = item.attachments[0].message.attachments
        else:
            attachments = item.attachments
            self.compare_people(message, item, store)
            self.assertEqual(item.get(0x1000), self.shown(lines_of(message["body"]), store) if "body" in message else None)
        self.assertEqual([content_hash(each) for each in attachments],
                         [hash_of(each) for each in message.get("attachments", [])])
        for number, name in ((0x0039, "sent"), (0x0E06, "received")):
            if name in message and is_usual(message[name]):
                self.assertEqual(item.get(number), time_of(message[name]), name)
        self.assertEqual(bool(item.get(0x0E07) & 1), message.get("read", False))
        priority = {"high": (1, 2), "normal": (0, 1), "low": (-1, 0)}.get(message.get("priority"), (None, None))
        self.assertEqual((item.get(0x0026), item.get(0x0017)), priority)
        for attribute in message.get("attributes", {}):
            known = {"00030003", "00030006", "00030007", "00040009", "00050008", "00010004", "00020005"}
            value = message["attributes"][attribute].get("value", "size")
            if attribute not in known and value is not None and (
                    "value" in message["attributes"][attribute] or "size" in message["attributes"][attribute]):
                self.assertIsNotNone(item.ours(f"mmf-{attribute}"), attribute)

    def compare_people(self, message, item, store):
        for kind, field in ((1, "to"), (2, "cc"), (3, "bcc")):
            wanted = [tuple(self.shown(part, store) for part in person_of(each)) for each in message.get(field, [])
                      if any(person_of(each))]
            found = [(row[0x3001], row.get(0x3002, ""), row.get(0x3003, "")) for row in item.recipients
                     if row[0x0C15] == kind]
            self.assertEqual(found, wanted)
        if message.get("from") and any(person_of(message["from"][0])):
            wanted = tuple(self.shown(part, store) for part in person_of(message["from"][0]))
            self.assertEqual((item.get(0x0C1A), item.get(0x0C1E, ""), item.get(0x0C1F, "")), wanted)

    def record_of(self, document, line_end):
        """As check_pst.py wants it. Only notes are compared there; the rest is done above."""
        people = sum(1 for book in document["address_books"] for entry in book["entries"] if not entry.get("group"))
        items = [{"class": "IPM.Contact"}] * people
        for folder in document["folders"]:
            for message in folder["messages"]:
                if message.get("class", NOTE).lower() != NOTE:
                    continue
                items.append({"class": "IPM.Note", "subject": message.get("subject", ""),
                              "body": lines_of(message.get("body", "")).replace("\r\n", line_end).rstrip("\n"),
                              "attachments": [{"sha256": hash_of(each)} for each in message.get("attachments", [])]})
        return {"folders": [{"items": items}]}


if __name__ == "__main__":
    unittest.main()
