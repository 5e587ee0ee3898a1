"""Attachments: names, sizes, kinds, and bytes that look like something else."""

import hashlib
import mailbox
import unittest

from known_bugs import KnownBug, main, objects, text_of
from message_file import NOWHERE, OLE, attachment, folder, inbox, message


class Names(KnownBug):
    LONG = "A name that no program of nineteen hundred and ninety-five would have taken without complaint.wk4"
    PATHS = {"C:\\DOCS\\QUARTERLY\\BUDGET.XLS": "BUDGET.XLS", "\\\\SERVER\\SHARE\\PLAN.DOC": "PLAN.DOC",
             "Macintosh HD:Folder:Read Me": "Macintosh HD_Folder_Read Me", "/usr/ann/notes.txt": "notes.txt",
             "..\\..\\AUTOEXEC.BAT": "AUTOEXEC.BAT", "FOURTEEN.CHARS": "FOURTEEN.CHARS"}

    def test_b13_names_of_any_length(self):
        for length in (13, 14, 15, 64, 65, 127, 128, 129, 199):
            with self.subTest(length):
                name = "x" * (length - 4) + ".TXT"
                path = self.make(inbox(message([attachment(name, b"data")])), name=f"{length}.mmf")
                part, = self.mail(path, place=f"m{length}").iter_attachments()
                self.assertEqual((part.get_filename(), part.get_payload(decode=True)), (name, b"data"))
                self.assertEqual(self.item(path, place=f"p{length}").attachments[0].get(0x3707), name)

    def test_b13_absurd_names_are_shortened_and_told(self):
        name = "y" * 20_000 + ".TXT"
        path = self.make(inbox(message([attachment(name, b"data")])))
        part, = self.mail(path).iter_attachments()
        self.assertLessEqual(len(part.get_filename().encode()), 200)
        self.assertTrue(part.get_filename().endswith(".TXT"))
        self.assertEqual(part.get_payload(decode=True), b"data")
        self.assertIn("MAIL-007", self.codes())
        self.assertEqual(self.model(path)["folders"][0]["messages"][0]["attachments"][0]["name"], name)
        self.assertEqual(self.item(path).attachments[0].get(0x3701), b"data")

    def test_b13_paths_are_stripped(self):
        path = self.make(inbox(message([attachment(name, b"data") for name in self.PATHS])))
        parts = list(self.mail(path).iter_attachments())
        self.assertEqual([part.get_filename() for part in parts], list(self.PATHS.values()))
        self.assertEqual([part["Content-Description"] or part.get_filename() for part in parts], list(self.PATHS),
                         "the name as it was stored")
        self.assertEqual([one.get(0x3707) for one in self.item(path).attachments], list(self.PATHS.values()))

    def test_q237886_names_are_kept(self):
        names = ["BUDGET.XLS", "Größe.doc", "two.dots.txt", "NO EXTENSION", "résumé (2).txt", "100%.txt", "a'b;c=d.txt", self.LONG]
        path = self.make(inbox(message([attachment(name, b"data") for name in names])))
        self.assertEqual([part.get_filename() for part in self.mail(path).iter_attachments()], names)
        item = self.item(path)
        self.assertEqual([one.get(0x3707) for one in item.attachments], names)
        self.assertEqual([one.get(0x3704) for one in item.attachments], names)

    def test_q237886_equal_names_stay_equal_and_nameless_ones_get_one(self):
        path = self.make(inbox(message([attachment("A.TXT", b"1"), attachment("A.TXT", b"2"), attachment(None, b"3"),
                                        attachment("", b"4")])))
        parts = list(self.mail(path).iter_attachments())
        self.assertEqual([part.get_payload(decode=True) for part in parts], [b"1", b"2", b"3", b"4"])
        self.assertEqual([part.get_filename() for part in parts], ["A.TXT", "A.TXT", "attachment-3.bin", "attachment-4.bin"])


class Large(KnownBug):
    def test_q174037_ole_objects_above_a_megabyte(self):
        native = bytes(range(256)) * 6000  # 1.5 MB
        stored = objects.embedded(b"Word.Document.6", native)
        path = self.make(inbox(message([attachment("Report", stored, kind=OLE)])))
        original, document = self.mail(path).iter_attachments()
        self.assertEqual(original.get_content(), stored)
        self.assertEqual(document.get_payload(decode=True), native)
        first, second = self.item(path).attachments
        self.assertEqual((first.get(0x3701), second.get(0x3701)), (stored, native))
        self.assertEqual(first.get(0x3705), 6)
        self.assertEqual(self.told()["totals"]["attachments"]["delivered"], 1)

    def test_q174253_macintosh_files_above_a_megabyte(self):
        fork, resources = b"data" * 300_000, b"resource" * 1000
        stored = objects.macbinary(b"Large file", fork, resources)
        path = self.make(inbox(message([attachment("LARGE", stored, macbinary=True)])))
        original, whole = self.mail(path).iter_attachments()
        self.assertEqual((original.get_filename(), original.get_payload(decode=True)), ("LARGE", stored))
        self.assertEqual((whole.get_filename(), whole.get_content_type()), ("Large file", "multipart/appledouble"))
        beside, data = whole.iter_parts()
        self.assertEqual((data.get_filename(), data.get_payload(decode=True)), ("Large file", fork))
        self.assertTrue(beside.get_payload(decode=True).endswith(resources))

    def test_q174253_leading_zeros_do_not_make_a_macintosh_file(self):
        data = bytes(200) + b"behind"
        part, = self.mail(self.make(inbox(message([attachment("A.DAT", data)])))).iter_attachments()
        self.assertEqual(part.get_payload(decode=True), data)


class Markers(KnownBug):
    """Bytes that look like the marks of the formats around them."""

    TRAPS = [b"From ann Mon Jan  1 00:00:00 1996\n>From x\n", b"\r\n.\r\n", b"--=_restante_000000000000000000000000\r\n",
             b"--=_restante_0--\r\n\r\nX: y\r\n", b"\x00" * 300, b"!BDN" + bytes(500), b"\xad\xde\xaf\x01" * 64,
             b"begin 644 a\nend\n", b"}]]}\n{\"schema\": \"restante/1\"}\n", b"\r\n\r\nSubject: no\r\n\r\n"]

    def test_q233054_markers_inside_binary_data_are_data(self):
        data = b"".join(self.TRAPS)
        path = self.make(inbox(*(message([attachment("A.DAT", one), attachment("B.DAT", data)]) for one in self.TRAPS)))
        for mail, trap in zip(self.mails(path), self.TRAPS, strict=True):
            self.assertEqual([part.get_payload(decode=True) for part in mail.iter_attachments()], [trap, data])
        for item, trap in zip(self.items(path), self.TRAPS, strict=True):
            self.assertEqual([one.get(0x3701) for one in item.attachments], [trap, data])
        hashes = [one["sha256"] for one in self.model(path)["folders"][0]["messages"][0]["attachments"]]
        self.assertEqual(hashes, [hashlib.sha256(one).hexdigest() for one in (self.TRAPS[0], data)])

    def test_q233054_markers_inside_texts_are_text(self):
        texts = [trap.decode("latin-1").replace("\0", " ").replace("\n", "\r\n").replace("\r\r", "\r") for trap in self.TRAPS]
        path = self.make(inbox(*(message([attachment("A.DAT", b"x")], body=one) for one in texts), message(subject="last")))
        self.deliver(path, "mbox:box")
        box = mailbox.mbox(next((self.dir / "box").rglob("*.mbox")), create=False)
        self.addCleanup(box.close)
        self.assertEqual(len(box), len(texts) + 1)
        self.assertEqual(box[len(texts)]["Subject"], "last")
        found = self.mails(path)
        self.assertEqual([text_of(mail).strip() for mail in found[:-1]], [one.replace("\r\n", "\n").strip() for one in texts])

    def test_q184391_the_search_for_text_in_attachments_changes_none(self):
        head = b"FROM: A\r\nTO: B\r\nDATE: 10-09-97\r\nTIME: 10:24\r\nSUBJECT: x\r\n" + b"-" * 78 + b"\r\ntext"
        part, = self.mail(self.make(inbox(message([attachment("A.TXT", head)])))).iter_attachments()
        self.assertEqual(part.get_payload(decode=True), head)

    def test_b48_migrated_mail_can_be_embedded_in_mail(self):
        import email
        import email.policy
        from email.message import EmailMessage
        path = self.make(inbox(message(subject=None), message(body=None), message(sender=None, to=None), message(sent=None),
                               message([attachment("Ä.BIN", bytes(range(256)))], body="Grüße\rx", subject="Ü" * 300,
                                       to=[(f"N{i}", f"MS:A/B/N{i}") for i in range(200)])))
        for mail in self.mails(path):
            outer = EmailMessage()
            outer["Subject"] = "Fwd"
            outer.set_content("See below.")
            outer.add_attachment(mail)
            raw = outer.as_bytes(policy=email.policy.SMTP)
            self.assertTrue(raw.isascii(), "7bit: no transport may refuse it")
            self.assertLessEqual(max(map(len, raw.split(b"\r\n"))), 998)
            _, inner = email.message_from_bytes(raw, policy=email.policy.default).iter_parts()
            inner = inner.get_content()
            self.assertEqual(inner.defects, [])
            for name in ("From", "Message-ID", "MIME-Version", "Content-Type"):
                self.assertEqual(str(inner[name]), str(mail[name]), name)
                self.assertEqual(len(inner.get_all(name)), 1)
            self.assertEqual([part.get_payload(decode=True) for part in inner.walk() if not part.is_multipart()],
                             [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()])


class Complete(KnownBug):
    def test_b48_pst_messages_are_complete_objects(self):
        """pstcheck applies the rules of complete messages to each of them, embedded ones included."""
        items = self.items(self.make(inbox(message(subject=None), message(body=None, number=3), message(sender=None, to=None))))
        for item in items:
            for number in (0x001A, 0x0E07, 0x0E08, 0x300B, 0x3007, 0x3008, 0x0E03, 0x0E04):
                self.assertIsNotNone(item.get(number), hex(number))

    def test_q174037_forty_attachments_in_one_message(self):
        files = [attachment(f"F{number}.DAT", bytes([number]) * number * 1000, position=NOWHERE) for number in range(40)]
        path = self.make(inbox(message(files)), folder("Empty"))
        sizes = [len(part.get_payload(decode=True)) for part in self.mail(path).iter_attachments()]
        self.assertEqual(sizes, [number * 1000 for number in range(40)])
        self.assertEqual(self.told()["totals"]["attachments"], {"found": 40, "delivered": 40, "skipped": 0, "failed": 0})


if __name__ == "__main__":
    main()
