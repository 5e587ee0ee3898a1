"""OLE objects, packages, pictures, Macintosh files and WINMAIL.DAT arrive in a form people can use (R-10, R-11, D21).

Mail is judged by Python's email package, PNG by its specification and by pngcheck.
"""

import email
import email.policy
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from email.message import EmailMessage
from pathlib import Path

import drawings
import objects
import png

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
ROWS = [[RED, WHITE, BLUE], [BLUE, WHITE, WHITE]]
SECONDS = 120


class Attachments(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-attachments-")
        self.addCleanup(scratch.cleanup)
        self.dir = Path(scratch.name)

    def migrate(self, target: str, attachments: list[tuple[str, str, bytes]], *options: str, body: str = "Text",
                language: str = "English (American)") -> dict:
        """The report, its exit code in it checked."""
        words = []
        for number, (kind, title, data) in enumerate(attachments):
            path = self.dir / f"data-{number}"
            path.write_bytes(data)
            words += [kind, title, str(path)]
        store = self.dir / "STORE.MMF"
        subprocess.run([os.environ["RESTANTE_MAKE_STORE"], store, language, body, *words], check=True, timeout=SECONDS)
        done = subprocess.run([os.environ["RESTANTE"], "migrate", store, "--to", target, "--report", self.dir / "report",
                               *options], cwd=self.dir, capture_output=True, timeout=SECONDS, check=False)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        report = json.loads((self.dir / "report/restante-report.json").read_text(encoding="utf-8"))
        self.assertEqual(report["totals"]["messages"]["delivered"], 1)
        self.assertEqual(report["totals"]["attachments"]["failed"], 0)
        return report

    def mail(self, attachments: list[tuple[str, str, bytes]], *options: str, **store: str) -> EmailMessage:
        self.report = self.migrate("eml:out", attachments, *options, **store)
        files = list((self.dir / "out").rglob("*.eml"))
        self.assertEqual(len(files), 1)
        message = email.message_from_bytes(files[0].read_bytes(), policy=email.policy.default)
        self.assertEqual([part.defects for part in message.walk() if part.defects], [])
        return message

    def parts(self, *attachments: tuple[str, str, bytes], **store: str) -> dict[str, EmailMessage]:
        """The parts by name; the originals must be among them, unchanged, and all others must name theirs."""
        found = {part.get_filename(): part for part in self.mail(list(attachments), **store).iter_attachments()}
        stored = [part for part in found.values() if part["X-Restante-Part"].startswith("number=")]
        self.assertEqual([part.get_content() for part in stored if part.get_content_maintype() != "text"],
                         [b"" if kind == "icon" else data for kind, _, data in attachments])
        numbers = {part["X-Restante-Part"].split(";")[0].removeprefix("number=") for part in stored}
        for part in found.values():
            if part["X-Restante-Part"].startswith("derived-from="):
                self.assertIn(part["X-Restante-Part"].split(";")[0].removeprefix("derived-from="), numbers)
                self.assertTrue(part["Content-Description"])
        return found

    def mail_in_pst(self) -> EmailMessage:
        """The only message of the only PST as readpst sees it; `check` finds nothing wrong with the file."""
        (pst,) = (self.dir / "out").glob("*.pst")
        done = subprocess.run([os.environ["RESTANTE"], "check", pst], capture_output=True, timeout=SECONDS, check=False)
        self.assertEqual(done.returncode, 0, done.stdout)
        subprocess.run(["readpst", "-q", "-e", "-o", self.dir, pst], check=True, timeout=SECONDS, capture_output=True)
        (mail,) = self.dir.rglob("*.eml")
        # readpst puts a line of mbox in front of messages inside messages.
        return email.message_from_bytes(re.sub(rb"\n>From [^\n]*\n", b"\n", mail.read_bytes()), policy=email.policy.default)

    def codes(self) -> set[str]:
        text = json.dumps(self.report)
        return {word for word in text.split('"') if word.split("-")[0] in ("OLE", "TNEF", "MACB", "PICT", "CONTENT")}

    def test_R10_package_gives_its_file(self) -> None:
        found = self.parts(("ole", "Plan", objects.package(b"PL\xc4NE.TXT", b"C:\\PL.TXT", b"the plan")))
        self.assertEqual(found["PL\u00c4NE.TXT"].get_payload(decode=True), b"the plan")
        self.assertIn("packed", found["PL\u00c4NE.TXT"]["Content-Description"])
        self.assertEqual(found["Plan"].get_content_type(), "application/x-ole1")

    def test_R10_package_names_are_made_safe(self) -> None:
        found = self.parts(("ole", "Plan", objects.package(b"..\\..\\CON", b"C:\\X.TXT", b"x")))
        self.assertEqual(set(found), {"Plan", "_CON.TXT"})
        self.assertIn("CON.TXT", found["_CON.TXT"]["Content-Description"])

    def test_R10_native_data_is_named_by_class_and_content(self) -> None:
        compound = bytes.fromhex("d0cf11e0a1b11ae1") + b"content"
        found = self.parts(("ole", "Report", objects.embedded(b"Word.Document.6", compound)))
        self.assertEqual(found["Report.doc"].get_content(), compound)
        self.assertEqual(found["Report.doc"].get_content_type(), "application/msword")

    def test_R10_link_keeps_the_place_of_its_document(self) -> None:
        found = self.parts(("ole", "Budget", objects.linked(b"ExcelWorksheet", b"C:\\BUDGET.XLS", b"R1C1")))
        self.assertIn("C:\\BUDGET.XLS", found["Budget.link.txt"].get_content())
        self.assertIn("OLE-004", self.codes())

    def test_R10_paintbrush_picture_as_bitmap_metafile_and_png(self) -> None:
        shown = objects.metafile(objects.dib(ROWS), 3, 2)
        found = self.parts(("ole", "Picture", objects.embedded(b"PBrush", objects.bmp(ROWS), shown)))
        self.assertEqual(found["Picture.bmp"].get_content(), objects.bmp(ROWS))
        self.assertEqual(found["Picture.wmf"].get_content(), shown)
        self.assertEqual(png.rows(found["Picture.png"].get_content()), ROWS)
        self.assertEqual(found["Picture.png"].get_content_type(), "image/png")

    def test_D21_static_picture_and_icon_as_png(self) -> None:
        shown = objects.metafile(objects.dib(ROWS), 3, 2)
        found = self.parts(("picture", "", shown), ("icon", "NOTES.TXT", shown))
        self.assertEqual(png.rows(found["picture-1.png"].get_content()), ROWS)
        self.assertEqual(png.rows(found["NOTES.png"].get_content()), ROWS)
        self.assertEqual(found["NOTES.TXT.rendering.wmf"].get_content(), shown)

    def shown(self, part: EmailMessage) -> list[list[tuple[int, ...]]]:
        """The pixels of a PNG that pngcheck finds nothing wrong with."""
        self.assertEqual(part.get_content_type(), "image/png")
        file = self.dir / "shown.png"
        file.write_bytes(part.get_content())
        done = subprocess.run(["pngcheck", "-q", file], capture_output=True, timeout=SECONDS, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, b""))
        return png.rows(file.read_bytes())

    def test_D21_drawings_are_drawn(self) -> None:
        # chart.png was looked at by people; RESTANTE_GOLDEN=1 writes it anew.
        golden = Path(__file__).with_name("chart.png")
        drawing = drawings.chart()
        found = self.parts(("picture", "Chart", drawing.bytes()), ("ole", "Sheet", objects.embedded(
            b"ExcelChart", b"\x09\x04data", drawing.bytes(placeable=True))))
        self.assertNotIn("PICT-003", self.codes())
        rows = self.shown(found["Chart.png"])
        if os.environ.get("RESTANTE_GOLDEN"):
            golden.write_bytes(found["Chart.png"].get_content())
        self.assertEqual(rows, png.rows(golden.read_bytes()))
        for x, y, color in ((135, 400, RED), (275, 400, (0, 255, 0)), (415, 400, BLUE), (80, 100, (192, 192, 192)),
                            (700, 480, WHITE)):
            self.assertEqual(rows[y][x], color, (x, y))
        self.assertTrue(any(pixel == (0, 0, 0) for row in rows[10:50] for pixel in row), "no title")
        self.assertEqual(found["Sheet.wmf"].get_content(), drawing.bytes(placeable=True))
        self.assertEqual(len(self.shown(found["Sheet.png"])), 400)  # the object says that it is twice as wide as high

    def test_D21_what_is_not_drawn_is_named(self) -> None:
        drawing = drawings.chart()
        for _ in range(2):
            drawing.words(0x0548, 0, 0, 0, 0, 0)
        found = self.parts(("picture", "Chart", drawing.bytes()))
        self.assertEqual(len(self.shown(found["Chart.png"])), 500)
        self.assertEqual(found["Chart"].get_content(), drawing.bytes())
        self.assertIn("ExtFloodFill (2)", json.dumps(self.report))
        self.assertIn("PICT-003", self.codes())

    def test_damaged_drawings_are_shown_as_far_as_they_go(self) -> None:
        whole = drawings.chart().bytes()
        found = self.parts(("picture", "Chart", whole[:420]), ("picture", "Nothing", whole[:40]))
        self.assertEqual(self.shown(found["Chart.png"])[400][135], RED)
        self.assertNotIn("Nothing.png", found)
        self.assertEqual(self.codes(), {"PICT-001", "PICT-002"})

    def test_text_inside_objects_is_in_the_code_page_of_the_store(self) -> None:
        for language, options, name in (("Czech", (), "\u010d.TXT"), ("German", (), "\u00e8.TXT"),
                                        ("German", ("--codepage", "1251"), "\u0438.TXT")):
            with self.subTest(language):
                message = self.mail([("ole", "P", objects.package(b"\xe8.TXT", b"C:\\X", b"x"))], "--overwrite", *options,
                                    language=language)
                self.assertIn(name, [part.get_filename() for part in message.iter_attachments()])
                for file in (self.dir / "out").rglob("*.eml"):
                    file.unlink()

    def test_R11_macintosh_file_as_data_and_apple_double(self) -> None:
        found = self.parts(("macbinary", "READ", objects.macbinary(b"Read\x8e Me", b"data fork", b"resource fork")))
        self.assertEqual(set(found), {"READ", "Read\u00e9 Me"})
        whole = found["Read\u00e9 Me"]
        self.assertEqual(whole.get_content_type(), "multipart/appledouble")
        double, data = whole.iter_parts()
        self.assertEqual(double.get_content_type(), "application/applefile")
        self.assertEqual(double.get_payload(decode=True)[:8].hex(), "0005160700020000")
        self.assertTrue(double.get_payload(decode=True).endswith(b"resource fork"))
        self.assertEqual(data.get_payload(decode=True), b"data fork")
        self.assertEqual({part.get_filename() for part in (whole, double, data)}, {"Read\u00e9 Me"})

    def test_R11_macintosh_file_in_pst(self) -> None:
        self.migrate("pst:out", [("macbinary", "READ", objects.macbinary(b"Read Me", b"data fork", b"resource fork"))])
        content = {part.get_filename(): part.get_payload(decode=True) for part in self.mail_in_pst().iter_attachments()}
        self.assertEqual(content["Read Me"], b"data fork")
        self.assertTrue(content["Read Me.applefile"].endswith(b"resource fork"))

    WINMAIL = objects.tnef((1, 0x00018004, b"Inside\0"), (1, 0x0002800C, b"Text inside\0"), objects.render_data(1),
                           (2, 0x00018010, b"A.TXT\0"), (2, 0x0006800F, b"file"), objects.render_data(2),
                           (2, 0x00018010, b"Object\0"),
                           (2, 0x0006800F, objects.package(b"B.TXT", b"C:\\B.TXT", b"packed")))

    def test_winmail_gives_attachments(self) -> None:
        found = self.parts(("file", "WINMAIL.DAT", self.WINMAIL))
        self.assertEqual(found["A.TXT"].get_payload(decode=True), b"file")
        self.assertEqual(found["B.TXT"].get_payload(decode=True), b"packed")

    def test_winmail_gives_text_only_where_there_is_none(self) -> None:
        for body, wanted in (("", "Text inside"), ("Own text", "Own text")):
            with self.subTest(body=body):
                message = self.mail([("file", "WINMAIL.DAT", self.WINMAIL)], "--overwrite", body=body)
                self.assertEqual(message.get_body().get_content().strip(), wanted)
                for file in (self.dir / "out").rglob("*"):
                    if file.is_file():
                        file.unlink()

    def test_winmail_gives_what_the_message_lacks(self) -> None:
        zone = ("--timezone", "Europe/Berlin")
        message = self.mail([("file", "WINMAIL.DAT", objects.winmail_with_everything())], *zone)
        self.assertEqual(str(message["From"]), "Ann <ann@example.org>")
        self.assertEqual(str(message["To"]), "Bob <bob@example.org>")
        self.assertEqual(str(message["Cc"]), "Cy <cy@example.org>")
        self.assertEqual(str(message["Reply-To"]), "Office <office@example.org>")
        self.assertEqual(str(message["Date"]), "Fri, 30 Aug 1996 02:00:00 +0200")
        self.assertEqual(str(message["Importance"]), "high")
        self.assertIn("TNEF-005", self.codes())  # its subject is another one
        self.assertIn("Inside", json.dumps(self.report))

    def test_winmail_addresses_are_mapped(self) -> None:
        (self.dir / "map.csv").write_text("old,new\nSMTP:bob@example.org,robert@example.net\n", encoding="utf-8")
        message = self.mail([("file", "WINMAIL.DAT", objects.winmail_with_everything())], "--map", "map.csv")
        self.assertEqual(str(message["To"]), "Bob <robert@example.net>")
        (inside,) = [part for part in message.iter_attachments() if part.get_content_type() == "message/rfc822"]
        self.assertEqual(str(inside.get_content()["To"]), "Bob <robert@example.net>")

    def test_winmail_messages_inside_are_messages(self) -> None:
        for target in ("eml:out", "mbox:box"):
            with self.subTest(target):
                self.migrate(target, [("file", "WINMAIL.DAT", objects.winmail_with_everything())])
                (file,) = (self.dir / target.split(":")[1]).rglob("*.eml" if target[0] == "e" else "*.mbox")
                raw = file.read_bytes()
                if target[0] == "m":  # a line before the message, and "From" quoted in it
                    raw = raw[raw.index(b"\n") + 1:].replace(b"\n>From ", b"\nFrom ")
                message = email.message_from_bytes(raw, policy=email.policy.default)
                self.assertEqual([part.defects for part in message.walk() if part.defects], [])
                (part,) = [part for part in message.iter_attachments() if part.get_content_type() == "message/rfc822"]
                self.assertEqual(part.get_filename(), "Inner.eml")
                inner = part.get_content()
                self.assertEqual(str(inner["Subject"]), "Inner")
                self.assertEqual(str(inner["From"]), "Ann <ann@example.org>")
                self.assertEqual(inner.get_body().get_content().strip(), "From the inner text")
                names = [one.get_filename() for one in inner.iter_attachments()]
                self.assertEqual(names, ["Plan", "PLAN.TXT"])
                self.assertIsNone(inner["X-Restante-Item"])

    def test_winmail_messages_inside_are_embedded_in_pst(self) -> None:
        self.migrate("pst:out", [("file", "WINMAIL.DAT", objects.winmail_with_everything())])
        inner = [part.get_payload(0) for part in self.mail_in_pst().walk() if part.get_content_type() == "message/rfc822"]
        self.assertEqual([str(one["Subject"]) for one in inner], ["Inner"])
        self.assertIn(b"the plan", [part.get_payload(decode=True) for part in inner[0].walk()])

    def test_golden(self) -> None:
        """One message with one of each; everything.eml was looked at by people, RESTANTE_GOLDEN=1 writes it anew."""
        golden = Path(__file__).with_name("everything.eml")
        compound = bytes.fromhex("d0cf11e0a1b11ae1") + b"content"
        self.mail([("ole", "Plan", objects.package(b"PL\xc4NE.TXT", b"C:\\PL.TXT", b"the plan")),
                   ("ole", "Report", objects.embedded(b"Word.Document.6", compound, objects.metafile(objects.dib(ROWS), 3, 2))),
                   ("ole", "Budget", objects.linked(b"ExcelWorksheet", b"C:\\BUDGET.XLS", b"R1C1")),
                   ("picture", "", objects.metafile(objects.dib(ROWS), 3, 2)),
                   ("macbinary", "LESEN.MAC", objects.macbinary(b"L\x8esen", b"data", b"resource")),
                   ("file", "WINMAIL.DAT", objects.winmail_with_everything())], "--timezone", "Europe/Berlin")
        (written,) = (self.dir / "out").rglob("*.eml")
        if os.environ.get("RESTANTE_GOLDEN"):
            golden.write_bytes(written.read_bytes())
        self.assertEqual(written.read_bytes().decode("ascii"), golden.read_bytes().decode("ascii"))

    def test_damage_is_a_finding_and_the_original_arrives(self) -> None:
        bad = bytes(range(7, 107))
        found = self.parts(("ole", "O", bad), ("picture", "P", bad), ("macbinary", "M", bad),
                           ("file", "WINMAIL.DAT", self.WINMAIL[:60]))
        self.assertEqual(set(found), {"O", "P", "M", "WINMAIL.DAT"})
        self.assertEqual(self.codes(), {"OLE-001", "PICT-001", "MACB-001", "TNEF-002", "TNEF-005"})

    def test_no_ole_takes_its_content_along(self) -> None:
        message = self.mail([("ole", "Plan", objects.package(b"A.TXT", b"C:\\A.TXT", b"x"))], "--no-ole")
        self.assertEqual(list(message.iter_attachments()), [])

    def test_json_shows_what_the_source_stores(self) -> None:
        self.migrate("json:out.json", [("ole", "Plan", objects.package(b"A.TXT", b"C:\\A.TXT", b"x"))])
        document = json.loads((self.dir / "out.json").read_text(encoding="utf-8"))
        (message,) = document["folders"][0]["messages"]
        self.assertEqual([attachment["name"] for attachment in message["attachments"]], ["Plan"])
        self.assertEqual(message["attachments"][0]["kind"], "ole")

    def test_pst_holds_the_content_next_to_the_object(self) -> None:
        self.migrate("pst:out", [("ole", "Plan", objects.package(b"PLAN.TXT", b"C:\\A.TXT", b"the plan, packed"))])
        content = {part.get_filename(): part.get_payload(decode=True) for part in self.mail_in_pst().iter_attachments()}
        self.assertEqual(content.get("PLAN.TXT"), b"the plan, packed")


if __name__ == "__main__":
    sys.exit(unittest.main())
