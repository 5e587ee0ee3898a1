"""Read receipts, non-delivery reports and meetings arrive as what they are (R-15, B27, D2, D3, Q195852).

Two samples of the original engine and a store made here for what they lack. golden/STORE/FOLDER/NAME.eml is what the eml
target must write; `reports_test.py --write` writes those files anew, to be read before they are kept.
"""

import email
import email.policy
import mailbox
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from icalendar import Calendar

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))
from transcript import SAMPLES, Transcript  # noqa: E402

GOLDEN = HERE / "golden"
STORES = ("schedule", "receipts", "made")
ZONE = ("--timezone", "Europe/Berlin")
MEETINGS = "IPM.Microsoft Schedule."


def make_store(path):
    subprocess.run([os.environ["RESTANTE_MAKE_STORE"], path], check=True, timeout=60)


def parsed(data):
    return email.message_from_bytes(data, policy=email.policy.default)


def delivered(place, kind):
    """Every message below `place`, as the target of that kind left it."""
    if kind == "eml":
        return [parsed(path.read_bytes()) for path in sorted(place.rglob("*.eml"))]
    if kind == "mbox":
        messages = []
        for path in sorted(place.rglob("*.mbox")):
            box = mailbox.mbox(path, create=False)
            messages += [parsed(box.get_bytes(key)) for key in box.keys()]
            box.close()
        return messages
    return [parsed(path.read_bytes()) for path in sorted(place.rglob("cur/*")) + sorted(place.rglob("new/*"))]


def event_of(message):
    """The event of the calendar part; None without one."""
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            return Calendar.from_ical(part.get_content()).walk("VEVENT")[0]
    return None


class Reports(Transcript):
    def store(self, name):
        if name != "made":
            return SAMPLES / f"{name}.mmf"
        path = self.dir / "made.mmf"
        if not path.exists():
            make_store(path)
        return path

    def migrate(self, name, kind="eml", options=ZONE):
        place = self.dir / f"{name}-{kind}-{len(list(self.dir.iterdir()))}"
        done = self.run_program("migrate", self.store(name), "--to", f"{kind}:{place.name}", *options)
        self.assertIn(done.code, (0, 1), done.err)
        self.document = self.report(place / "restante-report.json")
        self.assertEqual(self.document["totals"]["messages"]["failed"], 0)
        return place

    def messages(self, name, kind="eml", options=ZONE):
        return delivered(self.migrate(name, kind, options), kind)

    def one(self, messages, subject):
        found = [message for message in messages if str(message["Subject"]) == subject]
        self.assertEqual(len(found), 1, subject)
        return found[0]

    def told(self, code):
        return [one["item"] for one in self.document["losses"] + self.document["findings"] if one["code"] == code]

    def test_golden(self):
        for name in STORES:
            place = self.migrate(name)
            ours = {path.relative_to(place): path.read_bytes() for path in place.rglob("*.eml")}
            golden = {path.relative_to(GOLDEN / name): path.read_bytes() for path in (GOLDEN / name).rglob("*.eml")}
            self.assertEqual(sorted(ours), sorted(golden))
            for path, content in golden.items():
                with self.subTest(store=name, path=str(path)):
                    self.assertEqual(ours[path].decode("ascii"), content.decode("ascii"))

    def test_every_target_delivers_the_same_parts_without_defects(self):
        for name in STORES:
            by_kind = {}
            for kind in ("eml", "mbox", "maildir"):
                messages = self.messages(name, kind)
                for message in messages:
                    self.assertEqual([part.defects for part in message.walk() if part.defects], [], message["Subject"])
                by_kind[kind] = sorted((message["X-Restante-Item"], part.get_content_type(),
                                        part.get_payload(decode=True) if not part.is_multipart() else b"")
                                       for message in messages for part in message.walk())
                by_kind[kind] = [(item, kind_of_part, content.replace(b"\r\n", b"\n"))
                                 for item, kind_of_part, content in by_kind[kind]]
            self.assertGreater(len(by_kind["eml"]), 0)
            self.assertEqual(by_kind["eml"], by_kind["mbox"])
            self.assertEqual(by_kind["eml"], by_kind["maildir"])

    def test_B27_imported_meeting_requests_keep_their_class_and_get_a_calendar_part(self):
        methods = {"MtgReq": "REQUEST", "MtgRespP": "REPLY", "MtgRespN": "REPLY", "MtgRespA": "REPLY", "MtgCncl": "CANCEL"}
        states = {"MtgRespP": "ACCEPTED", "MtgRespN": "DECLINED", "MtgRespA": "TENTATIVE"}
        for kind in ("eml", "mbox", "maildir"):
            seen = set()
            for message in self.messages("schedule", kind):
                if not message["X-Restante-Class"].startswith(MEETINGS):
                    self.assertEqual(message.get_content_type(), "text/plain")
                    continue
                name = message["X-Restante-Class"].removeprefix(MEETINGS)
                seen.add(name)
                self.assertEqual(message.get_content_type(), "multipart/alternative")
                text, calendar = message.iter_parts()
                self.assertTrue(text.get_content().startswith("Body "))
                self.assertEqual(calendar["Content-Type"].params["method"], methods[name])
                self.assertEqual(Calendar.from_ical(calendar.get_content())["METHOD"], methods[name])
                event = event_of(message)
                self.assertEqual(event["DTSTART"].dt.strftime("%Y%m%dT%H%M%S%z"), "19950910T070000+0000")
                self.assertEqual(event["DTEND"].dt.strftime("%Y%m%dT%H%M%S%z"), "19950910T083000+0000")
                self.assertEqual(event["ORGANIZER"], "mailto:owner@hq.acme.invalid")
                self.assertEqual(event["ATTENDEE"].params.get("PARTSTAT"),
                                 states.get(name, "NEEDS-ACTION" if name == "MtgReq" else None))
            self.assertEqual(seen, set(methods))

    def test_messages_of_one_meeting_have_one_uid(self):
        self.assertEqual(len({str(event["UID"]) for event in map(event_of, self.messages("schedule")) if event}), 1)
        events = [(str(message["Subject"]), event_of(message)) for message in self.messages("made")]
        planned = [str(event["UID"]) for subject, event in events if "Planung" in subject]
        self.assertEqual((len(planned), len(set(planned))), (4, 1))
        talked = [str(event["UID"]) for subject, event in events if "By conversation" in subject]
        self.assertEqual((len(talked), len(set(talked))), (2, 1))
        self.assertNotEqual(planned[0], talked[0])

    def test_what_a_meeting_says(self):
        messages = self.messages("made")
        request = self.one(messages, "Planung; Gr\u00fc\u00dfe, \\1996")
        self.assertEqual(request.get_content_type(), "multipart/mixed")
        event = event_of(request)
        self.assertEqual(str(event["SUMMARY"]), str(request["Subject"]))
        self.assertEqual(str(event["DESCRIPTION"]), "Raum 5, \"gro\u00df\"\nBis bald\n")
        self.assertEqual(event["DTSTAMP"].dt.strftime("%Y%m%dT%H%M%S%z"), "19960110T080000+0000")
        self.assertEqual([(str(one), one.params["CN"], one.params["ROLE"], one.params["RSVP"]) for one in event["ATTENDEE"]],
                         [("mailto:jroe@hq.acme.invalid", "Jane Roe", "REQ-PARTICIPANT", "TRUE"),
                          ("mailto:bob@lab.acme.invalid", "Bob M\u00fcller", "REQ-PARTICIPANT", "TRUE"),
                          ("mailto:ann@example.org", "Ann", "OPT-PARTICIPANT", "TRUE")])
        declined = [event_of(message)["ATTENDEE"] for message in messages
                    if message["X-Restante-Class"] == MEETINGS + "MtgRespN"]
        self.assertEqual([str(one) for one in declined], ["mailto:bob@lab.acme.invalid"])
        self.assertEqual(declined[0].params["SENT-BY"], "mailto:jroe@hq.acme.invalid")
        cancelled = event_of(self.one(messages, "Planung f\u00e4llt aus"))
        self.assertEqual((str(cancelled["STATUS"]), cancelled["SEQUENCE"]), ("CANCELLED", 1))

    def test_without_a_zone_the_wall_clock_floats(self):
        for event in map(event_of, self.messages("schedule", options=())):
            if event:
                self.assertIsNone(event["DTSTART"].dt.tzinfo)
                self.assertEqual(event["DTSTART"].dt.isoformat(), "1995-09-10T09:00:00")

    def test_map_and_domain_reach_the_calendar(self):
        path = self.dir / "map.csv"
        path.write_text("old,new\nMS:ACME/HQ/OWNER,the.owner@example.org\nMS:ACME/HQ/FOR,for@example.org\n", encoding="ascii")
        events = [event for event in map(event_of, self.messages("schedule", options=("--map", path, "--domain", "acme.test")))
                  if event]
        self.assertEqual({str(event["ORGANIZER"]) for event in events}, {"mailto:the.owner@example.org"})
        self.assertEqual({str(event["ATTENDEE"]) for event in events},
                         {"mailto:jdoe@acme.test", "mailto:for@example.org", "mailto:for%3D20name@unresolved.invalid"})
        listed = self.run_program("inspect", self.store("schedule"), "--addresses").out.decode("utf-8")
        self.assertIn("MS:ACME/HQ/OWNER", listed)

    def test_meetings_that_no_calendar_takes_stay_ordinary_messages(self):
        messages = self.messages("made")
        for subject in ("No times", "Ends before it begins", "Invalid start"):
            message = self.one(messages, subject)
            self.assertEqual(message.get_content_type(), "text/plain")
            self.assertEqual(message["X-Restante-Class"], MEETINGS + "MtgReq")
        self.assertEqual(len(self.told("MAIL-013")), 3)
        self.assertEqual(len(self.told("MMF-052")), 1)
        self.assertIsNotNone(event_of(self.one(messages, "Owner cut off")))
        self.assertEqual(len(self.told("MMF-087")), 1)

    def test_Q195852_nothing_rings(self):
        for name in STORES:
            for message in self.messages(name):
                for part in message.walk():
                    if part.get_content_type() == "text/calendar":
                        self.assertEqual(Calendar.from_ical(part.get_content()).walk("VALARM"), [])

    def test_read_receipts(self):
        for name, subject, reader in (("receipts", "Subject 1", "jroe@hq.acme.invalid"),
                                      ("made", "Registered: Plan", "bob@lab.acme.invalid")):
            receipt = self.one(self.messages(name), subject)
            self.assertEqual(receipt["Content-Type"].params["report-type"], "disposition-notification")
            text, notification = receipt.iter_parts()
            self.assertIn("----- Read receipt -----", text.get_content())
            fields = notification.get_payload(0)
            self.assertEqual(fields["Final-Recipient"], f"rfc822; {reader}")
            self.assertEqual(fields["Disposition"], "manual-action/MDN-sent-automatically; displayed")
        self.assertEqual(fields["Original-Message-ID"], "<00ab12@msmail.invalid>")
        self.assertEqual(fields["X-Restante-Read-At"], "Fri, 1 Mar 1996 08:59:00 +0100")

    def test_D2_D3_non_delivery_reports(self):
        report = self.one(self.messages("made"), "Undeliverable")
        self.assertEqual(report["Content-Type"].params["report-type"], "delivery-status")
        text, status, returned = report.iter_parts()
        self.assertEqual(text.get_content_type(), "text/plain")
        self.assertIn("Empf\u00e4nger unbekannt\r\nBitte", text.get_content())
        about_all, *recipients = status.get_payload()
        self.assertEqual(about_all["Reporting-MTA"], "dns; msmail.invalid")
        self.assertEqual([one["Final-Recipient"] for one in recipients],
                         ["rfc822; nobody@old.acme.invalid", "rfc822; ann@example.org"])
        self.assertEqual({(one["Action"], one["Status"]) for one in recipients}, {("failed", "5.0.0")})
        self.assertIn("Empf\u00e4nger unbekannt Bitte pr\u00fcfen.", str(recipients[0]["Diagnostic-Code"]))
        original = returned.get_content()
        self.assertEqual((str(original["Subject"]), str(original["From"]), original["Message-ID"]),
                         ("Gr\u00fc\u00dfe", "John Doe <jdoe@hq.acme.invalid>", "<00ab13@msmail.invalid>"))
        self.assertEqual([part.get_filename() for part in original.iter_attachments()], ["PLAN.XLS"])
        self.assertNotIn("The text of the report", original.as_string())
        self.assertIn("The text of the report", text.get_content())
        plain = self.one(self.messages("made"), "Undeliverable, nobody knows to whom")
        self.assertEqual(plain.get_content_type(), "text/plain")
        self.assertIn("Unknown error", plain.get_content())
        self.assertEqual(len(self.told("MAIL-014")), 1)
        sample = self.one(self.messages("receipts"), "Subject 2")
        self.assertIn("User unknown\nreally\n", next(sample.iter_parts()).get_content().replace("\r", ""))


def write_golden():
    class Once(Reports):
        def runTest(self):
            for name in STORES:
                place = self.migrate(name)
                shutil.rmtree(GOLDEN / name, ignore_errors=True)
                for path in place.rglob("*.eml"):
                    target = GOLDEN / name / path.relative_to(place)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(path.read_bytes())

    unittest.TextTestRunner().run(Once())


if __name__ == "__main__":
    if "--write" in sys.argv:
        write_golden()
    else:
        unittest.main()
