"""Whatever a server or the wire does: every message is there once, or is named as missing."""

import threading
import time
from collections import Counter
from pathlib import Path

from ews_fixture import EwsTest, main
from ews_server import Answer, Busy, DropAfter, DropBefore, Seen, Status
from transcript import THROTTLED

SOURCE = "many-600"
SECONDS_AWAY = 3


class Faults(EwsTest):
    def source(self) -> Path:
        return self.sample(SOURCE)

    def whole(self) -> Counter:
        done = self.migrate(self.source(), self.uri("whole"))
        self.assertIn(done.code, (0, 1), done.err)
        counts = self.counts("whole")
        self.server.seen.clear()
        return counts

    def on_creation(self, *numbers: int, reaction: object, operation: str = "CreateItem") -> None:
        self.server.hook = lambda seen: reaction if seen.operation == operation and seen.number in numbers else None

    def run_through(self, *codes: int, name: str = "report") -> None:
        done = self.migrate(self.source(), self.uri(), "--report", name, "--patience", 0)
        self.assertIn(done.code, codes or (0, 1), done.err)

    def test_the_answer_never_comes(self) -> None:
        whole = self.whole()
        self.on_creation(1, 2, 7, reaction=DropAfter())
        self.run_through()
        self.assertEqual(self.counts(), whole)
        self.assertIn("EWS-007", self.codes())

    def test_the_request_never_arrives(self) -> None:
        whole = self.whole()
        self.on_creation(1, 2, 7, 8, reaction=DropBefore())
        self.run_through()
        self.assertEqual(self.counts(), whole)

    def test_a_look_always_comes_before_a_second_try(self) -> None:
        for reaction in (DropAfter(), DropBefore(), Busy(1), Status(503), Status(500), Status(400)):
            with self.subTest(reaction=reaction):
                self.server.store.clear()
                self.server.seen.clear()
                self.on_creation(3, reaction=reaction)
                self.run_through(name=f"report-{type(reaction).__name__}-{getattr(reaction, 'code', '')}")
                self.assertEqual(set(self.counts().values()), {1})
                third = self.server.named("CreateItem")[2]
                following = self.server.seen[self.server.seen.index(third) + 1]
                self.assertEqual(following.operation, "FindItem")

    def test_connections_end_silently_after_each_answer(self) -> None:
        """A kept connection that is dead must not make libcurl repeat what it sent."""
        whole = self.whole()
        self.server.close_silently = True
        self.run_through()
        self.assertEqual(self.counts(), whole)

    def test_no_connection_lives_for_a_second_request(self) -> None:
        """What chance decides in the test above, at its worst."""
        whole = self.whole()
        self.server.serves_once = True
        self.run_through()
        self.assertEqual(self.counts(), whole)
        self.assertIn("EWS-007", self.codes())

    def test_a_server_without_connection_for_long_ends_the_run(self) -> None:
        self.server.hook = lambda seen: DropBefore() if seen.operation == "CreateItem" and seen.number > 3 else None
        self.run_through(74, 69)
        self.assertEqual(set(self.counts().values()), {1})
        self.server.hook = lambda seen: None
        self.run_through(name="again")
        self.assertEqual(self.counts(), self.whole())

    def test_the_server_is_away_for_a_while(self) -> None:
        """In the middle of a request; nobody has to say "resume"."""
        whole = self.whole()

        def go_away(seen: Seen) -> object:
            if seen.operation != "CreateItem" or seen.number != 3:
                return None
            old = self.server
            old.shutdown()
            old.server_close()

            def come_back() -> None:
                self.server = self.start_server(port=old.port)
                self.server.store, self.server.password = old.store, old.password
            threading.Timer(SECONDS_AWAY, come_back).start()
            return DropBefore()
        self.server.hook = go_away
        started = time.monotonic()
        done = self.migrate(self.source(), self.uri(), "--report", "report")
        self.assertIn(done.code, (0, 1), done.err)
        self.assertGreater(time.monotonic() - started, SECONDS_AWAY)
        self.assertEqual(self.counts(), whole)
        self.assertIn("EWS-007", self.codes())

    def test_busy_is_obeyed_to_the_letter(self) -> None:
        self.on_creation(2, reaction=Busy(THROTTLED))
        self.run_through()
        second = self.server.named("CreateItem")[1]
        following = self.server.seen[self.server.seen.index(second) + 1]
        self.assertGreaterEqual(following.when - second.when, THROTTLED / 1000)
        self.assertLess(following.when - second.when, THROTTLED / 1000 + 3)
        self.assertIn("EWS-003", self.codes())
        self.assertEqual(set(self.counts().values()), {1})

    def test_busy_without_a_number_is_waited_for_longer_and_longer(self) -> None:
        self.server.hook = lambda seen: Busy() if seen.operation == "CreateItem" and seen.number < 3 or \
            seen.operation == "FindItem" and self.server.named("CreateItem") and len(self.server.named("CreateItem")) < 2 and \
            seen.number % 2 else None
        started = time.monotonic()
        self.run_through()
        self.assertGreater(time.monotonic() - started, 1)
        self.assertEqual(set(self.counts().values()), {1})

    def test_retry_after_is_obeyed(self) -> None:
        self.on_creation(2, reaction=Status(503, {"Retry-After": "2"}))
        self.run_through()
        second = self.server.named("CreateItem")[1]
        following = self.server.seen[self.server.seen.index(second) + 1]
        self.assertGreaterEqual(following.when - second.when, 2)

    def test_a_server_that_never_stops_asking_to_wait(self) -> None:
        self.server.hook = lambda seen: Busy(1) if seen.operation == "CreateItem" else None
        self.run_through(69, 74, 75)
        self.assertEqual(self.counts(), Counter())

    def test_busy_while_looking(self) -> None:
        self.server.hook = lambda seen: Busy(1) if seen.operation.startswith(("Find", "Get")) and seen.number % 2 else None
        self.run_through()
        self.assertEqual(self.counts(), self.whole())

    def test_the_quota_is_full_midway(self) -> None:
        whole = self.whole()
        total = sum(len(item.content) for item in self.mail("whole"))
        self.server.store.mailbox("bob").quota = total // 2
        done = self.migrate(self.source(), self.uri(), "--report", "report")
        self.assertEqual(done.code, 74, done.err)
        self.assertIn("ErrorQuotaExceeded", done.err)
        there = self.counts()
        self.assertGreater(len(there), 100)
        self.assertEqual(self.report_of()["totals"]["messages"]["delivered"], len(there))
        self.server.store.mailbox("bob").quota = None
        self.run_through(name="again")
        self.assertEqual(self.counts(), whole)

    def test_one_message_too_large_costs_only_itself(self) -> None:
        whole = self.whole()
        largest = max(self.mail("whole"), key=lambda item: len(item.content))
        self.server.largest = len(largest.content) - 1
        done = self.migrate(self.source(), self.uri(), "--report", "report")
        self.assertEqual(done.code, 2, done.err)
        refused = {item.identity for item in self.mail("whole") if len(item.content) > self.server.largest}
        self.assertEqual(self.counts(), whole - Counter(refused))
        self.assertEqual(self.report_of()["totals"]["messages"]["failed"], len(refused))
        self.assertIn("ErrorMessageSizeExceeded", (self.dir / "report/restante-report.json").read_text())

    def test_content_that_is_refused_costs_only_itself(self) -> None:
        whole = self.whole()
        odd = sorted(whole)[::100]
        self.server.refuse = lambda properties, content: \
            "ErrorMimeContentInvalid" if properties.get("restante-item-id") in odd else None
        done = self.migrate(self.source(), self.uri())
        self.assertEqual(done.code, 2, done.err)
        self.assertEqual(self.counts(), whole - Counter(odd))

    def test_a_request_that_is_too_large_is_halved(self) -> None:
        whole = self.whole()
        self.server.hook = lambda seen: Status(413) if len(seen.identities) > 3 else None
        self.run_through()
        self.assertEqual(self.counts(), whole)

    def test_one_message_that_spoils_the_whole_request(self) -> None:
        """The halves show which one it is."""
        whole = self.whole()
        odd = sorted(whole)[300]
        fault = (b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>ErrorSchemaValidation'
                 b"</faultcode><faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>")
        self.server.hook = lambda seen: Answer(fault, 500) if odd in seen.identities else None
        done = self.migrate(self.source(), self.uri())
        self.assertEqual(done.code, 2, done.err)
        self.assertEqual(self.counts(), whole - Counter([odd]))

    def test_answers_that_are_none(self) -> None:
        for body in (b"", b"<html/>", b"\x00" * 1000, b"<s:Envelope><s:Body><x/></s:Body></s:Envelope>"):
            with self.subTest(body=body[:20]):
                self.server.store.clear()
                self.server.seen.clear()
                self.on_creation(2, reaction=Answer(body))
                self.run_through(name=f"report-{len(body)}")
                self.assertEqual(set(self.counts().values()), {1})

    def test_folders_are_made_once(self) -> None:
        for reaction in (DropAfter(), DropBefore(), Busy(1), Status(500)):
            with self.subTest(reaction=reaction):
                self.server.store.clear()
                self.server.seen.clear()
                self.on_creation(1, 2, reaction=reaction, operation="CreateFolder")
                done = self.migrate(self.sample("deep"), self.uri())
                self.assertIn(done.code, (0, 1), done.err)
                names = list(self.everything())
                self.assertEqual([name for name in names if "(2)" in name], [])
                self.assertEqual(set(self.counts().values()), {1})

    def test_people_are_stored_once(self) -> None:
        done = self.migrate(self.sample("pab"), self.uri("whole"))
        self.assertIn(done.code, (0, 1), done.err)
        expected = {name: len(items) for name, items in self.everything("whole").items()}
        for reaction in (DropAfter(), DropBefore()):
            with self.subTest(reaction=reaction):
                self.server.store.mailboxes.pop("bob", None)
                self.server.seen.clear()
                self.on_creation(1, 2, 3, reaction=reaction)
                done = self.migrate(self.sample("pab"), self.uri())
                self.assertIn(done.code, (0, 1), done.err)
                self.assertEqual({name: len(items) for name, items in self.everything().items()}, expected)

    def test_a_person_that_is_refused_is_named(self) -> None:
        seen: list[str] = []

        def refuse(properties: dict[str, str], content: bytes) -> str | None:
            if content or seen and properties["restante-store-id"] not in seen:
                return None
            seen.append(properties["restante-store-id"])
            return "ErrorPropertyValidationFailure"
        self.server.refuse = refuse
        done = self.migrate(self.sample("pab"), self.uri(), "--report", "report")
        self.assertNotEqual(done.code, 0, done.err)
        self.assertIn("EWS-009", self.codes())


if __name__ == "__main__":
    main()
