"""What arrives is what the eml target writes, with flags and dates, as a client of Exchange that is not ours reads it; a second
run doubles nothing."""

import datetime
import email
import email.policy
import logging
import time
from pathlib import Path

import exchangelib
from ews_fixture import SAMPLES, EwsTest, main
from exchangelib.extended_properties import ExtendedProperty
from exchangelib.folders import Contacts as ContactsFolder
from exchangelib.folders import DeletedItems
from exchangelib.folders import Messages as MailFolder
from exchangelib.version import EXCHANGE_2010_SP2, EXCHANGE_2016, Version

logging.disable(logging.CRITICAL)
SAMPLE_NAMES = sorted(path.stem for path in SAMPLES.glob("*.mmf"))
ZONE = "Europe/Berlin"


class ItemIdentity(ExtendedProperty):
    distinguished_property_set_id = "PublicStrings"
    property_name = "restante-item-id"
    property_type = "String"


class SubmitTime(ExtendedProperty):
    property_tag = 0x39
    property_type = "SystemTime"


class Flags(ExtendedProperty):
    property_tag = 0xE07
    property_type = "Integer"


for one_name, one_kind in (("restante_item", ItemIdentity), ("submit_time", SubmitTime), ("mapi_flags", Flags)):
    exchangelib.Message.register(one_name, one_kind)
FIELDS = ("subject", "mime_content", "is_read", "is_draft", "datetime_received", "item_class", "restante_item", "submit_time",
          "mapi_flags")


class Upload(EwsTest):
    def client(self, user: str) -> exchangelib.Account:
        version = Version(build=EXCHANGE_2016 if self.server.version == "2016" else EXCHANGE_2010_SP2)
        configuration = exchangelib.Configuration(
            service_endpoint=f"http://127.0.0.1:{self.server.port}/EWS/Exchange.asmx", auth_type=exchangelib.BASIC,
            credentials=exchangelib.Credentials(user, self.server.password), version=version,
            retry_policy=exchangelib.FailFast())
        return exchangelib.Account(primary_smtp_address=f"{user}@example.org", config=configuration, autodiscover=False,
                                   access_type=exchangelib.DELEGATE,
                                   default_timezone=exchangelib.EWSTimeZone("UTC"))

    def read(self, user: str) -> dict[str, list]:
        """By exchangelib: folders with their messages."""
        account = self.client(user)
        return {folder.name: list(folder.all().only(*FIELDS)) for folder in account.msg_folder_root.walk()
                if isinstance(folder, (MailFolder, DeletedItems))}

    def eml(self, source: Path) -> dict[str, tuple[bytes, float]]:
        """item id -> content and arrival, as the eml target keeps them."""
        done = self.run_program("migrate", source, "--to", f"eml:eml-{source.stem}", "--timezone", ZONE)
        self.assertIn(done.code, (0, 1), done.err)
        found = {}
        for path in (self.dir / f"eml-{source.stem}").rglob("*.eml"):
            content = path.read_bytes()
            found[email.message_from_bytes(content)["X-Restante-Item"]] = (content, path.stat().st_mtime)
        return found

    def compare(self, name: str) -> None:
        source, user = self.sample(name), self.new_user()
        expected = self.eml(source)
        done = self.migrate(source, self.uri(user), "--timezone", ZONE, "--report", f"report-{name}")
        self.assertIn(done.code, (0, 1), done.err)
        stored = [one for messages in self.read(user).values() for one in messages]
        self.assertEqual(len(stored), len(expected))
        for one in stored:
            content, arrival = expected.pop(one.restante_item)
            self.assertEqual(one.mime_content, content)
            # Messages without a date are of the first second of 1970 there.
            # Files are no older than 1901 on most file systems.
            received = one.datetime_received.timestamp()
            self.assertIn(arrival, (received, max(received, -2 ** 31)))
            message = email.message_from_bytes(content, policy=email.policy.default)
            words = (message["X-Restante-Status"] or "").split()
            self.assertEqual(one.is_read, "read" in words)
            self.assertEqual(bool(one.mapi_flags & 1), one.is_read)
            if one.is_draft:
                self.assertTrue(message["X-Restante-Folder"] == "Outbox" or "unsent" in words)
            if message["Date"]:
                self.assertEqual(one.submit_time.timestamp(), message["Date"].datetime.timestamp())
        self.assertEqual(expected, {})

    def test_every_sample_byte_for_byte(self) -> None:
        self.assertGreater(len(SAMPLE_NAMES), 30)
        for name in SAMPLE_NAMES:
            with self.subTest(name):
                self.compare(name)

    def test_twice_is_once(self) -> None:
        self.server.page = 7
        for number in range(2):
            done = self.migrate(self.sample("many-600"), self.uri(), "--report", f"report-{number}")
            self.assertIn(done.code, (0, 1), done.err)
        counts = self.counts()
        self.assertGreater(len(counts), 590)
        self.assertEqual(set(counts.values()), {1})
        self.assertEqual(self.report_of("report-1")["already_there"], len(counts))
        self.assertEqual(max(len(seen.identities) for seen in self.server.named("CreateItem")), 20)

    def test_roles_find_the_folders_of_the_server(self) -> None:
        done = self.migrate(self.sample("std-folders"), self.uri())
        self.assertIn(done.code, (0, 1), done.err)
        folders = self.everything()
        for name in ("Sent mail", "Wastebasket", "Deleted mail", "Outbox (2)", "Inbox (2)"):
            self.assertNotIn(name, folders)
        self.assertEqual(folders["Outbox"], [], "Outlook would send it")

    def test_below_a_root(self) -> None:
        done = self.migrate(self.sample("basic"), self.uri(more="root=Old%20mail/1995"))
        self.assertIn(done.code, (0, 1), done.err)
        filled = [name for name, items in self.everything().items() if items]
        self.assertNotEqual(filled, [])
        for name in filled:
            self.assertTrue(name.startswith("Old mail/1995/"), name)

    def test_mail_of_the_user_is_left_alone(self) -> None:
        mailbox = self.server.store.mailbox("bob")
        mailbox.add(mailbox.folders["inbox"], "Message", b"Subject: mine\r\n\r\nhello\r\n", {"0x0e07": "1"}, {})
        done = self.migrate(self.sample("basic"), self.uri())
        self.assertIn(done.code, (0, 1), done.err)
        self.assertEqual(sum(item.content.startswith(b"Subject: mine") for item in self.mail()), 1)

    def test_every_version(self) -> None:
        for version, tried, told in (("2007", "Exchange2007_SP1", True), ("2010", "Exchange2010_SP2", False),
                                     ("2016", "Exchange2010_SP2", False)):
            for forgiving in (False, True):
                with self.subTest(version=version, forgiving=forgiving):
                    self.server = self.start_server(version=version)
                    self.server.forgive_version = forgiving
                    done = self.migrate(self.sample("basic"), self.uri(), "--report", f"{version}-{forgiving}")
                    self.assertIn(done.code, (0, 1), done.err)
                    self.assertGreater(len(self.mail()), 0)
                    self.assertEqual("EWS-004" in self.codes(f"{version}-{forgiving}"), told, tried)

    def test_people_and_lists(self) -> None:
        name = "pab"
        done = self.migrate(self.sample(name), self.uri(), "--report", "report")
        self.assertIn(done.code, (0, 1), done.err)
        totals = self.report_of()["totals"]
        self.assertEqual(totals["contacts"]["failed"] + totals["groups"]["failed"], 0)
        items = [item for stored in self.everything().values() for item in stored]
        kinds = [item.kind for item in items]
        self.assertEqual(kinds.count("Contact"), totals["contacts"]["delivered"])
        self.assertEqual(kinds.count("DistributionList"), totals["groups"]["delivered"])
        folders = [folder for folder in self.client("bob").msg_folder_root.walk() if isinstance(folder, ContactsFolder)]
        read = [item for folder in folders for item in folder.all().only("display_name", "email_addresses")
                if isinstance(item, exchangelib.Contact)]
        self.assertEqual(sorted(one.display_name for one in read),
                         sorted(item.fields["DisplayName"] for item in items if item.kind == "Contact"))
        before = len(items)
        self.migrate(self.sample(name), self.uri())
        self.assertEqual(sum(len(stored) for stored in self.everything().values()), before)

    def test_exchange_2007_gets_lists_as_contacts(self) -> None:
        name = "pab"
        self.server = self.start_server(version="2007")
        done = self.migrate(self.sample(name), self.uri(), "--report", "report")
        self.assertEqual(done.code, 1, done.err)
        self.assertIn("EWS-008", self.codes())
        totals = self.report_of()["totals"]
        kinds = [item.kind for stored in self.everything().values() for item in stored]
        self.assertEqual(kinds.count("Contact"), totals["contacts"]["delivered"] + totals["groups"]["delivered"])

    def test_one_service_account_for_many_mailboxes(self) -> None:
        done = self.run_program("forge", "po", "--users", 3, "--messages", 40)
        self.assertEqual(done.code, 0, done.err)
        uri = self.uri("", "admin=service@example.org")
        done = self.migrate("po", uri, "--no-shared", "--domain", "example.org", "--workers", 2)
        self.assertIn(done.code, (0, 1), done.err)
        self.assertEqual({seen.user for seen in self.server.seen}, {"service@example.org"})
        filled = [box for box in self.server.store.mailboxes if self.mail(box)]
        self.assertGreater(len(filled), 2)
        # Nobody else may do so.
        done = self.migrate("po", self.uri("", "admin=bob@example.org"), "--no-shared", "--domain", "example.org")
        self.assertEqual(done.code, 69, done.err)
        self.assertIn("ErrorImpersonateUserDenied", done.err)

    def test_meetings_say_what_they_are(self) -> None:
        source = self.sample("schedule")
        done = self.migrate(source, self.uri())
        self.assertIn(done.code, (0, 1), done.err)
        classes = {item.properties["0x001a"] for item in self.mail() if "0x001a" in item.properties}
        self.assertIn("IPM.Schedule.Meeting.Request", classes)
        self.server.refused_class = True
        done = self.migrate(source, self.uri("ann"), "--report", "report")
        self.assertIn(done.code, (0, 1), done.err)
        self.assertEqual(len(self.mail("ann")), len(self.mail()))
        self.assertIn("EWS-010", self.codes())


if __name__ == "__main__":
    main()
