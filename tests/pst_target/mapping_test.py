"""What the mapping table promises for particular samples, read back from the PST."""

import unittest
from datetime import datetime, timezone

from pst_transcript import PstTranscript

ADDRESS = bytes.fromhex("0420060000000000c000000000000046")
COMMON = bytes.fromhex("0820060000000000c000000000000046")
MEETING = bytes.fromhex("90dad86e0b451b1098da00aa003f1305")
APPOINTMENT = bytes.fromhex("0220060000000000c000000000000046")
OLE1 = bytes.fromhex("2a864886f714030a030101")


def utc(*parts):
    return datetime(*parts, tzinfo=timezone.utc)


class MappingTest(PstTranscript):
    def one(self, store, subject):
        found = [item for item in store.items() if item.subject == subject]
        self.assertEqual(len(found), 1, subject)
        return found[0]

    def test_one_off_entry_ids_and_search_keys(self):
        item = self.one(self.pst("basic", variant="format=ansi"), "Budget")
        self.assertEqual(item.get(0x0C19).hex()[-48:], "4a616e6520526f65004d530041434d452f48512f4a524f4500"[-48:])
        self.assertEqual(item.get(0x0C19).hex()[:40], "00000000812b1fa4bea310199d6e00dd010f5402")
        self.assertEqual(item.get(0x0C1D), b"MS:ACME/HQ/JROE\0")
        self.assertEqual(item.get(0x0042), "Jane Roe")
        self.assertEqual(item.get(0x300B).hex(), "0123456789abcdef0123456789abcdef")
        self.assertEqual(item.get(0x0025).hex(), "ffeeddccbbaa99887766554433221100")
        self.assertEqual(item.get(0x000B).hex(), "00112233445566778899aabbccddeeff")
        self.assertEqual(item.get(0x0071)[6:].hex(), "00112233445566778899aabbccddeeff")
        self.assertEqual(item.get(0x1035), "<0123456789abcdef0123456789abcdef@msmail.invalid>")
        self.assertEqual(item.get(0x1042), "<ffeeddccbbaa99887766554433221100@msmail.invalid>")
        self.assertEqual(item.ours("mmf-00040010"), 1)
        self.assertEqual([(row[0x3001], row[0x0C15]) for row in item.recipients],
                         [("John Doe", 1), ("Ann", 1), ("Bob", 2)])
        budget, text = item.attachments
        self.assertEqual((budget.get(0x3704), budget.get(0x3707), budget.get(0x3703)), ("BUDGET.XLS", "BUDGET.XLS", ".XLS"))
        self.assertEqual((budget.get(0x370B), text.get(0x370B)), (10, -1))
        self.assertEqual(len(budget.get(0x3709)), 6)
        self.assertEqual((budget.get(0x3007), budget.get(0x3008)), (utc(1995, 8, 1, 1, 2, 3), utc(1995, 8, 2, 4, 5, 6)))

    def test_sent_mail_is_no_draft(self):
        item = self.one(self.pst("basic"), "RE: Budget")
        self.assertEqual(item.get(0x0E07) & 0x0F, 0x07)
        self.assertEqual(item.get(0x0070), "Budget")
        self.assertEqual([row[0x3001] for row in item.recipients if row[0x0C15] == 3], ["Secret"])

    def test_read_receipt(self):
        item = self.one(self.pst("receipts"), "Subject 1")
        self.assertEqual(item.get(0x001A), "Report.IPM.Note.IPNRN")
        self.assertEqual(item.get(0x0049), "Orig subject")
        self.assertEqual(item.get(0x004E), utc(1995, 7, 1, 1, 2, 3))
        self.assertEqual(item.get(0x0032), utc(1995, 7, 2, 2, 3, 4))
        self.assertEqual(item.get(0x0074), "Jane Roe; John Doe")
        self.assertEqual((item.get(0x0080), item.get(0x002A)), ("displayed", utc(1995, 8, 2, 10)))

    def test_non_delivery(self):
        item = self.one(self.pst("receipts"), "Subject 2")
        self.assertEqual(item.get(0x001A), "Report.IPM.Note.NDR")
        self.assertEqual(item.get(0x1001), "User unknown\r\nreally\r\n")
        self.assertEqual(item.get(0x1000), "ignored body")
        self.assertEqual((item.get(0x005A), item.get(0x0044), item.get(0x004B)), ("John Doe", "John Doe", "IPM.Note"))
        self.assertEqual((item.get(0x0032), item.get(0x0074)), (utc(1995, 8, 3, 10), "Jane Roe; Bad One"))
        self.assertEqual([row[0x3001] for row in item.recipients], ["Jane Roe", "Bad One"])
        original = item.attachments[0].message
        self.assertEqual((original.get(0x001A), original.subject), ("IPM.Note", "Orig NDR subject"))
        self.assertEqual((original.get(0x0C1A), original.get(0x1000), original.get(0x1001)), ("John Doe", None, None))
        self.assertEqual(original.get(0x0039), utc(1995, 7, 1, 1, 2, 3))
        other = self.one(self.pst("receipts", place="again"), "Subject 3")
        self.assertEqual([each.get(0x3707) for each in other.attachments[0].message.attachments], ["x.txt"])

    def test_meetings(self):
        store = self.pst("schedule")
        request = self.one(store, "class 4")
        self.assertEqual(request.get(0x001A), "IPM.Schedule.Meeting.Request")
        self.assertEqual((request.get(0x0042), request.get(0x0065)), ("Owner Name", "ACME/HQ/OWNER"))
        self.assertEqual((request.get(0x0060), request.get(0x0061)), (utc(1995, 9, 10, 9), utc(1995, 9, 10, 10, 30)))
        self.assertEqual((request.get(0x0062), request.get(0x0063)), (4711, 1))
        self.assertEqual((request.named[APPOINTMENT, 0x820D], request.named[COMMON, 0x8516]), (utc(1995, 9, 10, 9),) * 2)
        self.assertEqual((request.named[APPOINTMENT, 0x820E], request.named[COMMON, 0x8517]),
                         (utc(1995, 9, 10, 10, 30),) * 2)
        self.assertEqual(request.named[APPOINTMENT, 0x8213], 90)
        self.assertEqual((request.named[APPOINTMENT, 0x8217], request.named[MEETING, 0x26]), (3, 1))
        cancelled = self.one(store, "class 8")
        self.assertEqual((cancelled.get(0x001A), cancelled.named[APPOINTMENT, 0x8217]),
                         ("IPM.Schedule.Meeting.Canceled", 7))
        response = self.one(store, "class 5")
        self.assertEqual((response.get(0x0042), response.get(0x0044)), ("For Name", "Owner Name"))
        mapped = self.one(self.pst("schedule", "--domain", "example.org", place="mapped"), "class 4")
        self.assertEqual((mapped.get(0x0042), mapped.get(0x0064), mapped.get(0x0065)),
                         ("Owner Name", "SMTP", "owner@example.org"))
        without = self.one(store, "class 6")
        self.assertEqual((without.get(0x0042), without.get(0x0064), without.get(0x003B)), ("For Name", None, None))
        self.assertEqual(self.one(store, "class 11").get(0x001A), "IPM.Vendor.Custom Form")

    def meetings(self, store):
        return [item for item in store.items() if item.get(0x001A).startswith("IPM.Schedule.Meeting.")]

    def test_Q195852_reminders_of_past_meetings_do_not_ring(self):
        for kind in ("unicode", "ansi"):
            meetings = self.meetings(self.pst("schedule", variant=f"format={kind}", place=kind))
            self.assertEqual(len(meetings), 5)
            for item in meetings:
                self.assertEqual(item.named[COMMON, 0x8503], 0)
                for number in (0x8501, 0x8502, 0x8560):  # how long before, of what time, when to ring
                    self.assertNotIn((COMMON, number), item.named)
                self.assertEqual(item.get(0x7D01), 1, "Outlook would enter it into the calendar by itself")

    def test_meetings_have_the_identity_of_their_calendar_parts(self):
        """The data of the GlobalObjectId is the UID that the mail targets write."""
        self.migrate(self.sample("schedule"), "eml:mail")
        uids = {line.removeprefix("UID:") for path in (self.dir / "mail").rglob("*.eml")
                for line in path.read_text(encoding="ascii").splitlines() if line.startswith("UID:")}
        self.assertEqual(len(uids), 1)
        for item in self.meetings(self.pst("schedule")):
            for number in (0x03, 0x23):
                identity = item.named[MEETING, number]
                self.assertEqual(identity[:16].hex(), "040000008200e00074c5b7101a82e008")
                self.assertEqual(int.from_bytes(identity[36:40], "little"), len(identity) - 40)
                self.assertEqual(identity[40:], b"vCal-Uid\1\0\0\0" + uids.copy().pop().encode("ascii") + b"\0")

    def test_ole_and_pictures(self):
        store = self.pst("attachments")
        found = {each.get(0x3001): each for item in store.items() for each in item.attachments}
        ole, picture = found["Paintbrush Picture"], found["picture-3.wmf"]
        self.assertEqual((ole.get(0x3705), ole.get(0x370A), len(ole.get(0x3709))), (6, OLE1, 300))
        self.assertEqual((picture.get(0x3705), picture.get(0x370A), picture.get(0x370E)), (1, None, "image/wmf"))
        self.assertEqual(found["mac"].get(0x370E), "application/macbinary")
        self.assertEqual(found["nodata.txt"].get(0x3701), b"")

    def test_address_books(self):
        store = self.pst("pab")
        folder, entries = store.folders["Contacts",]
        self.assertEqual(folder.get(0x3613), "IPF.Contact")
        people = {item.subject: item for item in entries}
        self.assertEqual(people["Anna Bell"].named[ADDRESS, 0x8083], "ACME/HQ/ABELL")
        self.assertEqual(people["Old Mtp"].named[ADDRESS, 0x8082], "SMTP")
        fax = people["Faxer"]
        self.assertEqual((fax.get(0x3A23), fax.get(0x3A19), fax.get(0x3A16)), ("12345", "Co", "+1 555"))
        team = people["My Team"]
        self.assertEqual(team.get(0x001A), "IPM.DistList")
        self.assertEqual(len(team.named[ADDRESS, 0x8055]), 2)
        self.assertEqual(team.named[ADDRESS, 0x8055][0][20], 0xC3)

    def test_time_zone(self):
        item = self.one(self.pst("basic", "--timezone", "Europe/Berlin"), "Budget")
        self.assertEqual(item.get(0x0039), utc(1995, 8, 30, 8, 11, 12))


if __name__ == "__main__":
    unittest.main()
