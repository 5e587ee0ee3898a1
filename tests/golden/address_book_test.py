"""Agreement with what the original address book extractor got out of the stores with address books."""

import unittest

import importer_view
import samples


def extracted(entry):
    values = importer_view.properties(entry["props"])
    details = importer_view.properties(entry.get("details", []))
    return {"name": values.get("3001", ""), "type": values.get("3002", ""), "address": values.get("3003", ""),
            "comment": details.get("3004", ""), "transmittable_name": values.get("3a20", "")}


def as_extracted(entry):
    """An entry of ours as the extractor shows it: MTP is SMTP, of a fax address only the number is the address."""
    kind, address = entry.get("type", ""), entry.get("address", "")
    if kind == "MTP":
        kind = "SMTP"
    if kind == "FAX" and address.count("\r") >= 4:
        address = address.split("\r")[3]
    return {"name": entry.get("name", ""), "type": kind, "address": address, "comment": entry.get("comment", ""),
            "transmittable_name": entry.get("transmittable_name", "")}


class AddressBooks(unittest.TestCase):
    def test_books_and_entries(self):
        for name in ("pab", "pab-big"):
            with self.subTest(name):
                _, mailbox, errors = samples.migrate(f"{name}.mmf")
                self.assertIsNotNone(mailbox, errors)
                books = samples.document(f"{name}.pab.json")["pabs"]
                self.assertEqual([one["name"] for one in mailbox["address_books"]], [one["name"] for one in books])
                for ours, theirs in zip(mailbox["address_books"], books):
                    self.compare(ours, theirs)

    def compare(self, ours, theirs):
        entries = {one["id"]: one for one in ours["entries"]}
        for record in theirs["content"]["entries"]:
            identity = bytes.fromhex(record["oid"])[::-1].hex()
            self.assertIn(identity, entries)
            self.assertEqual(as_extracted(entries[identity]), extracted(record), identity)
        listed = [one["id"] for one in ours["entries"] if not one.get("only_in_group")]
        self.assertEqual(listed, [bytes.fromhex(one["oid"])[::-1].hex() for one in theirs["content"]["entries"]])


if __name__ == "__main__":
    unittest.main()
