"""Senders, recipients and address books."""

import csv
import io
import re
import unittest

from known_bugs import KnownBug, main, store
from message_file import FROM_ME, JANE, JOHN, READ, SUBMITTED, UNSENT, entry, folder, inbox, message

ADDRESS = re.compile(r"[^@\s<>]+@[A-Za-z0-9.-]+\Z")


class Mapped(KnownBug):
    def rules(self, *lines: str):
        path = self.dir / "map.csv"
        path.write_text("old,new\n" + "".join(line + "\n" for line in lines), encoding="utf-8")
        return path

    def listed(self, path, *options) -> list[dict]:
        done = self.run_program("inspect", path, "--addresses", *options)
        self.assertIn(done.code, (0, 1), done.err)
        return list(csv.DictReader(io.StringIO(done.out.decode("utf-8"), newline="")))

    def cards(self, path, *options) -> str:
        self.deliver(path, "contacts:cards", *options)
        return next((self.dir / "cards").rglob("*.vcf")).read_text(encoding="utf-8").replace("\n ", "")

    def ldif(self, path, *options) -> str:
        self.deliver(path, "ldif:ldif", *options)
        return next((self.dir / "ldif").rglob("*.ldif")).read_text(encoding="utf-8").replace("\n ", "")


class X400(Mapped):
    BLANK = "X400:c=US;a= ;p=ACME;o=HQ;ou1=;s=Doe;g=;i=;dda:RFC-822=;"
    ESCAPED = "X400:/c=US/a= /p=ACME/o=SALES$/EAST/s=Doe/"
    MANGLED = "X400:/c=US/a= /p=ACME/dda:ID=one$two/s=Doe/"

    def test_b14_empty_fields_are_left_out_and_an_admd_of_one_blank_stays(self):
        path = self.make(inbox(message(to=[("Doe", self.BLANK)])), book=[entry("Doe", "X400", self.BLANK[5:])])
        listed = [row["old"] for row in self.listed(path)]
        self.assertIn("X400:/C=US/A= /P=ACME/O=HQ/S=Doe", listed)
        self.assertNotIn("G=", "".join(listed))
        mail = self.mail(path, "--map", self.rules("X400:/C=US/A= /P=ACME/O=HQ/S=Doe,doe@example.org"))
        self.assertEqual(mail["To"].addresses[0].addr_spec, "doe@example.org")
        self.assertIn(self.BLANK, mail["X-Restante-To"], "the original is kept")

    def test_b14_repaired_addresses_in_address_books(self):
        path = self.make(inbox(), book=[entry("Doe", "X400", self.BLANK[5:])])
        self.deliver(path, "contacts:cards?version=3")
        card = next((self.dir / "cards").rglob("*.vcf")).read_text(encoding="utf-8").replace("\n ", "")
        line, = (line for line in card.splitlines() if "TYPE=X400" in line)
        self.assertEqual(line.split(":", 1)[1].replace("\\", ""), "/C=US/A= /P=ACME/O=HQ/S=Doe")

    def test_b15_the_escape_of_microsoft_mail_is_undone(self):
        path = self.make(inbox(message(to=[("A", self.ESCAPED), ("B", self.MANGLED)])))
        listed = [row["old"] for row in self.listed(path)]
        self.assertIn("X400:/C=US/A= /P=ACME/O=SALES//EAST/S=Doe", listed)
        self.assertIn("X400:/C=US/A= /P=ACME/DDA.ID=one//two/S=Doe", listed)
        mail = self.mail(path, "--map", self.rules("X400:*O=SALES//EAST*,east@example.org"))
        self.assertEqual(mail["To"].addresses[0].addr_spec, "east@example.org")

    def test_b15_only_letters_of_a_printable_string_are_written(self):
        path = self.make(inbox(message(to=[("A", "X400:/c=US/a= /p=ACME/dda:RFC-822=j_doe@example.org/")])))
        row = next(row for row in self.listed(path) if row["old"].startswith("X400"))
        self.assertEqual(row["old"], "X400:/C=US/A= /P=ACME/DDA.RFC-822=j(u)doe(a)example.org")
        self.assertEqual(row["new"], "j_doe@example.org", "and what it says is offered")


class Rewritten(Mapped):
    def test_b16_old_addresses_become_new_ones_everywhere(self):
        path = self.make(inbox(message(cc=[("Far", "MS:EAST/LAB/ANN")])),
                         book=[entry("Jane Roe", "MS", "ACME/HQ/JROE"), entry("Far", "MS", "EAST/LAB/ANN")])
        rules = self.rules("MS:ACME/HQ/*,*@example.org", "MS:EAST/LAB/ANN,ann@east.example.org")
        mail = self.mail(path, "--map", rules)
        self.assertEqual([mail[name].addresses[0].addr_spec for name in ("From", "To", "Cc")],
                         ["jroe@example.org", "jdoe@example.org", "ann@east.example.org"])
        self.assertIn("<MS:ACME/HQ/JROE>", mail["X-Restante-From"], "the original is kept")
        note = next(item for item in self.items(path, "--map", rules) if item.get(0x001A) == "IPM.Note")
        self.assertEqual((note.get(0x0C1E), note.get(0x0C1F)), ("SMTP", "jroe@example.org"))
        self.assertIn("ACME/HQ/JROE", "".join(note.ours("mmf-00008000")))
        self.assertIn("mail: ann@east.example.org", self.ldif(path, "--map", rules))
        self.assertIn("jroe@example.org", self.cards(path, "--map", rules))

    def test_b16_what_nobody_can_reach_is_listed(self):
        path = self.make(inbox(message(to=[("Far", "MS:EAST/LAB/ANN"), ("Nobody", "")])))
        self.mail(path, "--map", self.rules("JROE,jane@example.org"))
        self.assertEqual({one["address"] for one in self.told()["unresolved"]}, {"MS:EAST/LAB/ANN", "NAME:Nobody"})


class Answerable(Mapped):
    KINDS = [JANE, ("Only a name", ""), ("", "SMTP:bare@example.org"), ("Fax", "FAX:Ann\rRoom 5\rACME\r+1 555\r"),
             ("X", X400.ESCAPED), ("O\"Neil, \\ Pat", "MS:ACME/HQ/O'NEIL"), ("Müller", "MS:ACME/HQ/JÖRG MÜLLER"),
             ("Two@signs", "SMTP:no address"), ("Short", "MS:JROE"), ("Tail", "MS:ACME/HQ/J.DOE.")]

    def test_b17_every_sender_has_a_reply_address(self):
        path = self.make(inbox(message(sender=None), *(message(sender=[one]) for one in self.KINDS)))
        for mail in self.mails(path):
            sender, = mail["From"].addresses
            self.assertRegex(sender.addr_spec, ADDRESS)
            self.assertNotIn("MAILER", sender.addr_spec)

    def test_b17_replies_reach_the_mapped_address(self):
        mail = self.mail(self.make(inbox(message())), "--domain", "example.org")
        self.assertEqual(str(mail["From"]), "Jane Roe <jroe@example.org>")

    def test_b17_placeholders_reach_nobody(self):
        for mail in self.mails(self.make(inbox(*(message(sender=[one]) for one in self.KINDS)))):
            domain = mail["From"].addresses[0].domain
            self.assertTrue(domain.endswith(".invalid") or domain == "example.org", domain)

    def test_b18_senders_in_a_pst_have_an_entry_id(self):
        for sender in (JANE, ("Ann", "SMTP:ann@example.org"), ("Fax", "FAX:+1 555")):
            item = self.item(self.make(inbox(message(sender=[sender]))), place=sender[0])
            name, (kind, where) = sender[0], sender[1].split(":", 1)
            wide = "\0".join((name, kind, where)) + "\0"
            for number in (0x0C19, 0x0041):
                entry_id = item.get(number)
                self.assertEqual(entry_id[4:20].hex(), "812b1fa4bea310199d6e00dd010f5402", "a one-off")
                self.assertEqual(entry_id[24:].decode("utf-16-le" if entry_id[22:24] != b"\0\0" else "cp1252"), wide)
            self.assertEqual(item.get(0x0C1D), f"{kind}:{where}".upper().encode() + b"\0")
            self.assertEqual(item.get(0x003B), item.get(0x0C1D))
            self.assertTrue(all(row.get(0x0FFF) for row in item.recipients))

    def test_b45_comments_of_address_books_can_be_edited(self):
        path = self.make(inbox(), book=[entry("Ann", "SMTP", "ann@example.org", "Buys; the, paper\nfor Room 5")])
        self.assertIn("NOTE:Buys\\; the\\, paper\\nfor Room 5", self.cards(path))
        contact, = self.items(path)
        self.assertEqual(contact.get(0x1000).split(), ["Buys;", "the,", "paper", "for", "Room", "5"])


class Short(Mapped):
    def test_q241553_short_addresses_are_completed_with_the_senders_postoffice(self):
        path = self.make(inbox(message(sender=[("Ann", "MS:EAST/LAB/ANN")], to=[("Ben", "MS:BEN"), ("Carl", "MS:PO2/CARL")])))
        self.assertEqual([one.addr_spec for one in self.mail(path)["To"].addresses],
                         ["ben@lab.east.invalid", "carl@po2.east.invalid"])
        mapped = self.mail(path, "--map", self.rules("MS:EAST/LAB/BEN,ben@example.org"), place="mapped")
        self.assertEqual(mapped["To"].addresses[0].addr_spec, "ben@example.org")
        self.assertIn("<MS:BEN>", mapped["X-Restante-To"], "the original is kept")

    def test_q241553_without_a_sender_the_mailbox_is_at_home(self):
        path = self.make(inbox(message(sender=None, to=[("Ben", "MS:BEN")])))
        self.assertEqual(self.mail(path)["To"].addresses[0].addr_spec, "ben@hq.acme.invalid")


class BlindCopies(Mapped):
    SECRET = [("Secret", "MS:ACME/HQ/SECRET")]

    def everything(self, place: str) -> bytes:
        """What recipients might see: reports and ledgers are for those who migrate."""
        return b"".join(path.read_bytes() for path in sorted((self.dir / place).rglob("*"))
                        if path.is_file() and "report" not in path.name and "restante-ledger." not in path.name)

    def test_q181125_recipients_never_see_blind_copies(self):
        path = self.make(inbox(message(bcc=self.SECRET), message(bcc=self.SECRET, status=READ | SUBMITTED)))
        for target in ("eml", "mbox", "maildir"):
            self.deliver(path, f"{target}:{target}")
            self.assertNotIn(b"ecret", self.everything(target))
        self.assertIn("MAIL-004", self.codes())

    def test_q181125_the_senders_copy_keeps_them(self):
        sent = folder("Sent mail", [message(bcc=self.SECRET)], role="sent")
        own = inbox(message(bcc=self.SECRET, status=READ | FROM_ME), message(bcc=self.SECRET, status=UNSENT))
        for mail in self.mails(self.make(own, sent)):
            self.assertEqual(mail["Bcc"].addresses[0].display_name, "Secret")


class Written(Mapped):
    """Writers of text forms: what is read back must be what went in."""

    ODD = ["O\"Neil, Pat", "Doe; John", "a,b\"c;d", "back\\slash", "=formula", "# hash", " blanks ", "tab\there", "dn=x+y<z>",
           "C:\\MAIL\\BAT", "\\\\SERVER\\SHARE"]

    def test_q154099_tables_have_their_quotes_and_columns(self):
        path = self.make(inbox(message(to=[(name, "") for name in self.ODD])))
        rows = self.listed(path)
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        self.assertNotIn(None, [value for row in rows for value in row.values()])
        self.assertLessEqual({"NAME:" + name.strip().replace("\\", "\\\\") for name in self.ODD}, {row["old"] for row in rows})

    def test_q154099_the_list_of_addresses_is_read_again_as_a_map(self):
        path = self.make(inbox(message(to=[(name, "") for name in self.ODD])))
        rows = self.listed(path)
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, fieldnames=list(rows[0]))
        writer.writeheader()
        for number, row in enumerate(rows):
            writer.writerow(row | {"new": f"p{number}@example.org"})
        (self.dir / "map.csv").write_text(text.getvalue(), encoding="utf-8")
        mail = self.mail(path, "--map", self.dir / "map.csv")
        specs = {one.addr_spec for one in mail["To"].addresses}
        self.assertEqual(len(specs), len(self.ODD))
        self.assertFalse([spec for spec in specs if spec.endswith(".invalid")])

    def test_q154099_mail_headers_come_back(self):
        path = self.make(inbox(message(to=[(name, f"SMTP:p{number}@example.org") for number, name in enumerate(self.ODD)])))
        found = [(one.display_name, one.addr_spec) for one in self.mail(path)["To"].addresses]
        self.assertEqual(found, [(name.strip().replace("\t", " "), f"p{number}@example.org")
                                 for number, name in enumerate(self.ODD)])

    def test_q154099_address_books_come_back(self):
        import vobject
        path = self.make(inbox(), book=[entry(name, "SMTP", f"p{number}@example.org", name)
                                        for number, name in enumerate(self.ODD)])
        self.deliver(path, "contacts:cards?version=3")
        text = next((self.dir / "cards").rglob("*.vcf")).read_text(encoding="utf-8")
        cards = list(vobject.readComponents(text))
        wanted = sorted((name.strip().replace("\t", " "), name.strip()) for name in self.ODD)
        self.assertEqual(sorted((card.fn.value.strip(), card.note.value.strip()) for card in cards), wanted)

    def test_q273356_backslashes_are_not_doubled(self):
        name = "C:\\MAIL\\BAT"
        path = self.make(folder(name, [message(subject=name, body=name, sender=[(name, "MS:ACME/HQ/JROE")])]),
                         book=[entry(name, "MS", "ACME/HQ/A\\B")])
        mail = self.mail(path)
        self.assertEqual((mail["Subject"], mail.get_content().strip(), mail["From"].addresses[0].display_name), (name,) * 3)
        document = self.model(path)
        self.assertEqual(document["folders"][0]["path"], [name])
        self.assertEqual(document["address_books"][0]["entries"][0]["address"], "ACME/HQ/A\\B")
        note = next(item for item in self.items(path) if item.get(0x001A) == "IPM.Note")
        self.assertEqual((note.subject, note.get(0x1000), note.get(0x0C1A)), (name,) * 3)
        self.assertIn(f"cn: {name}\n", self.ldif(path))


if __name__ == "__main__":
    main()
