"""The vCards of the samples as python3-vobject understands them."""

import json
import unittest

import vobject
from address_books import NAMES, AddressBooks, entries_of


def value(card, name, default=""):
    return getattr(card, name).value if hasattr(card, name) else default


class Vcard(AddressBooks):
    def cards(self, name, *options, version="4"):
        self.migrate(name, f"contacts:out{version}?version={version}", *options)
        cards = []
        for path in self.files(f"out{version}", ".vcf"):
            cards += list(vobject.readComponents(path.read_text(encoding="utf-8"), validate=version == "3"))
        return {value(card, "x_restante_id"): card for card in cards}

    def test_every_entry_is_a_card(self):
        for name in NAMES:
            for version in ("3", "4"):
                with self.subTest(name=name, version=version):
                    cards = self.cards(name, version=version)
                    entries = entries_of(name)
                    self.assertEqual(list(cards), [entry["id"] for entry in entries])
                    for entry in entries:
                        self.compare(cards[entry["id"]], entry, version)

    def compare(self, card, entry, version):
        self.assertEqual(value(card, "version"), f"{version}.0")
        self.assertEqual(value(card, "fn"), entry["name"])
        self.assertEqual(value(card, "note"), entry.get("comment", ""))
        self.assertEqual(value(card, "x_restante_transmittable_name"), entry.get("transmittable_name", ""))
        stored = f"{entry.get('type', '')}:{entry.get('address', '')}" if "type" in entry else ""
        self.assertEqual(value(card, "x_restante_address").replace("\n", "\r"), stored)
        if entry.get("type") in ("SMTP", "MTP") and "@" in entry["address"]:
            self.assertEqual(value(card, "email"), entry["address"])
        group = "kind" if version == "4" else "x_addressbookserver_kind"
        self.assertEqual(value(card, group), "group" if entry.get("group") else "")

    def test_groups_name_the_cards_of_their_members(self):
        for version, member in (("4", "member"), ("3", "x_addressbookserver_member")):
            cards = self.cards("pab", version=version)
            uids = {value(card, "uid"): identity for identity, card in cards.items()}
            self.assertEqual(len(uids), len(cards))
            for entry in entries_of("pab"):
                if not entry.get("group"):
                    continue
                lines = getattr(cards[entry["id"]], f"{member}_list", [])
                self.assertEqual([uids[line.value] for line in lines], entry["members"])
        self.assertEqual(value(cards["719aa76a"], "categories"), ["My Team"])

    def test_fax_addresses_are_taken_apart(self):
        for version in ("3", "4"):
            card = self.cards("pab", version=version)["71f9f6d1"]
            self.assertEqual(value(card, "tel"), "12345")
            self.assertEqual({kind.lower() for kind in card.tel.params["TYPE"]}, {"work", "fax"})
            self.assertEqual(value(card, "adr").extended, "Co")
            self.assertEqual(value(card, "org"), ["+1 555"])

    def test_domain_gives_old_addresses_an_email(self):
        cards = self.cards("pab", "--domain", "example.net")
        self.assertEqual(value(cards["719aa76a"], "email"), "abell@example.net")
        self.assertEqual(value(cards["719aa76a"], "x_restante_address"), "MS:ACME/HQ/ABELL")

    def test_lines_are_short_and_end_in_cr_lf(self):
        self.migrate("pab-big", "vcard:out")
        for path in self.files("out", ".vcf"):
            text = path.read_bytes()
            self.assertEqual(text.count(b"\n"), text.count(b"\r\n"))
            self.assertLessEqual(max(map(len, text.split(b"\r\n"))), 75)

    def test_a_second_run_writes_the_same_bytes(self):
        self.migrate("pab", "contacts:out")
        before = {path: path.read_bytes() for path in self.files("out", ".vcf")}
        self.migrate("pab", "contacts:out")
        self.assertEqual({path: path.read_bytes() for path in self.files("out", ".vcf")}, before)

    def test_the_report_counts_contacts_and_leaves_mail_out(self):
        self.migrate("pab", "contacts:out")
        totals = json.loads((self.dir / "out/restante-report.json").read_text(encoding="utf-8"))["totals"]
        self.assertEqual((totals["contacts"]["delivered"], totals["groups"]["delivered"]), (5, 2))
        self.assertEqual(totals["messages"]["delivered"], 0)

    def test_mail_goes_to_the_other_target(self):
        self.migrate("pab", "eml:mail", "--to", "contacts:out")
        totals = json.loads((self.dir / "mail/restante-report.json").read_text(encoding="utf-8"))["totals"]
        self.assertEqual(totals["contacts"]["delivered"], 5)
        self.assertEqual(totals["messages"]["found"], totals["messages"]["delivered"])

    def test_what_is_not_understood_is_refused(self):
        for target in ("contacts:out?version=2", "contacts:out?base=x", "vcard:"):
            self.migrate("pab", target, code=64)
        (self.dir / "other").mkdir()
        (self.dir / "other/letter.txt").write_text("x")
        self.assertIn("letter.txt", self.migrate("pab", "contacts:other", code=64))
        self.migrate("pab", "contacts:other", "--overwrite")


if __name__ == "__main__":
    unittest.main()
