"""Dates: impossible ones, absent ones, other zones, other centuries."""

import unittest
from datetime import datetime, timedelta, timezone

from known_bugs import KnownBug, main, store
from message_file import RECEIVED, SENT, inbox, message


class Invalid(KnownBug):
    DAY = (1998, 2, 31, 12, 0, 0)

    def test_q233325_an_impossible_date_stops_nothing_and_is_told(self):
        path = self.make(inbox(message(sent=self.DAY)), store.folder("Other", [message(received=self.DAY)]),
                         store.folder("More", [message()]))
        self.assertEqual(len(self.mails(path)), 3)
        self.assertEqual(self.told()["totals"]["messages"]["delivered"], 3)
        told = [finding["item"] for finding in self.told()["findings"] if finding["code"] == "MMF-052"]
        self.assertEqual(told, ["Inbox/0", "Other/0"])
        self.assertEqual(len(self.items(path)), 3)

    def test_q233325_the_impossible_date_is_kept_as_it_was_stored(self):
        path = self.make(inbox(message(sent=self.DAY)))
        self.assertEqual(self.mail(path)["X-Restante-Invalid-Date"], "00038005; 1998-02-31T12:00:00")
        self.assertEqual(self.item(path).ours("mmf-00038005"), "1998-02-31T12:00:00")

    def test_q233325_the_other_date_is_untouched(self):
        path = self.make(inbox(message(sent=self.DAY, received=(1998, 3, 1, 9, 0, 0))))
        mail = self.mail(path)
        self.assertEqual(mail["X-Restante-Date-From"], "received")
        self.assertEqual(mail["Date"].datetime.replace(tzinfo=None), datetime(1998, 3, 1, 9))

    def test_q193533_a_missing_date_is_not_made_up(self):
        path = self.make(inbox(message(sent=None, received=None)))
        mail = self.mail(path)
        self.assertIsNone(mail["Date"])
        self.assertIsNone(mail["Received"])
        self.assertEqual(mail["X-Restante-No-Date"], "yes")
        self.assertIn("MAIL-001", self.codes(), "and told")
        item = self.item(path)
        self.assertIsNone(item.get(0x0039))
        self.assertIsNone(item.get(0x0E06))
        today = datetime.now(timezone.utc) - timedelta(days=2)
        self.assertTrue(all(item.get(number) < today for number in (0x3007, 0x3008)))
        stored = self.model(path)["folders"][0]["messages"][0]
        self.assertFalse({"sent", "received"} & set(stored))


class Zones(KnownBug):
    SUMMER, WINTER = (1996, 7, 1, 12, 0, 0), (1996, 12, 1, 12, 0, 0)

    def test_q281734_daylight_saving_is_that_of_the_messages_own_date(self):
        path = self.make(inbox(message(sent=self.SUMMER, received=self.SUMMER), message(sent=self.WINTER, received=self.WINTER)))
        summer, winter = self.mails(path, "--timezone", "Europe/Berlin")
        self.assertEqual(str(summer["Date"]), "Mon, 01 Jul 1996 12:00:00 +0200")
        self.assertEqual(str(winter["Date"]), "Sun, 01 Dec 1996 12:00:00 +0100")
        summer, winter = self.items(path, "--timezone", "Europe/Berlin")
        self.assertEqual([item.get(0x0039).hour for item in (summer, winter)], [10, 11])
        self.assertEqual([item.get(0x0E06).hour for item in (summer, winter)], [10, 11])

    def test_q281734_the_zone_of_the_machine_changes_nothing(self):
        path = self.make(inbox(message(sent=self.SUMMER)))
        results = set()
        for zone in ("UTC", "America/New_York", "Asia/Tokyo"):
            done = self.run_program("migrate", path, "--to", f"eml:{zone}", TZ=zone)
            self.assertIn(done.code, (0, 1))
            results.add(next((self.dir / zone).rglob("*.eml")).read_bytes())
        self.assertEqual(len(results), 1)

    def test_q281734_rules_of_their_own_year(self):
        """The United States began daylight saving on the first Sunday of April then, on the second of March today."""
        path = self.make(inbox(message(sent=(1996, 3, 20, 12, 0, 0))))
        self.assertTrue(str(self.mail(path, "--timezone", "America/New_York")["Date"]).endswith("-0500"))


class Range(KnownBug):
    YEARS = [1971, 1980, 1999, 2000, 2019, 2020, 2038, 2039, 2078, 2106, 2500, 4000]

    def test_b51_dates_after_2019_and_to_the_end_of_the_range(self):
        path = self.make(inbox(*(message(sent=(year, 2, 28, 23, 59, 58), received=None) for year in self.YEARS)))
        wanted = [datetime(year, 2, 28, 23, 59, 58) for year in self.YEARS]
        self.assertEqual(sorted(mail["Date"].datetime.replace(tzinfo=None) for mail in self.mails(path)), wanted)
        self.assertEqual(sorted(item.get(0x0039).replace(tzinfo=None) for item in self.items(path)), wanted)
        stored = self.model(path)["folders"][0]["messages"]
        self.assertEqual(sorted(one["sent"] for one in stored), [one.isoformat() for one in wanted])
        self.assertEqual(self.told()["totals"]["messages"]["delivered"], len(wanted))

    def test_b51_dates_outside_of_what_a_target_knows_are_kept(self):
        years = [1601, 1899, 1969, 4501, 9999]
        path = self.make(inbox(*(message(sent=(year, 6, 1), received=None) for year in years)))
        self.assertEqual(sorted(mail["Date"].datetime.year for mail in self.mails(path)), years)
        items = self.items(path)
        self.assertFalse([item for item in items if item.get(0x0039)])
        self.assertEqual(sorted(item.ours("mmf-00038005").year for item in items), years)
        self.assertIn("PSTT-005", self.codes())

    def test_b51_selections_know_no_last_year(self):
        path = self.make(inbox(*(message(subject=str(year), sent=(year, 6, 1), received=None) for year in (2018, 2019, 2020, 2050))))
        chosen = self.mails(path, "--since", "2019-06-01", "--until", "2050-01-01")
        self.assertEqual([mail["Subject"] for mail in chosen], ["2019", "2020"])

    def test_b51_file_times(self):
        path = self.make(inbox(message(sent=(2050, 6, 1, 12), received=None)))
        self.deliver(path, "maildir:maildir")
        file = next((self.dir / "maildir").rglob("cur/*"))
        self.assertEqual(datetime.fromtimestamp(file.stat().st_mtime, timezone.utc), datetime(2050, 6, 1, 12, tzinfo=timezone.utc))

    def test_b51_attributes(self):
        raw = {SENT: store.date(2033, 1, 2, 3, 4, 5), RECEIVED: store.date(2033, 1, 2, 3, 4, 6), 0x00030006: store.date(2044, 4, 4)}
        stored = self.model(self.make(inbox(message(raw=raw))))["folders"][0]["messages"][0]
        self.assertEqual((stored["sent"], stored["received"]), ("2033-01-02T03:04:05", "2033-01-02T03:04:06"))
        self.assertEqual(stored["attributes"]["00030006"]["value"], "2044-04-04T00:00:00")


if __name__ == "__main__":
    main()
