"""What Dovecot never says: hints to wait, commands not understood, goodbyes in the middle, limits."""

import base64
from collections import Counter

from fake_server import Connection, FakeServer
from imap_fixture import Done, Transcript, item_of, main
from transcript import THROTTLED

EVERYTHING = "LITERAL+ MULTIAPPEND"
SOURCE = "many-600"


class StrangeServer(Transcript):
    def deliver(self, server: FakeServer, *options: object, source: str = SOURCE) -> Done:
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return self.run_program("migrate", self.sample(source), "--to", server.uri(), "--report", "report", "--quiet",
                                "--patience", 0, *options, RESTANTE_PASSWORD="x")

    def codes(self) -> set[str]:
        report = self.report(self.dir / "report/restante-report.json")
        return {finding["code"] for finding in report["losses"]}

    def assert_all_there(self, server: FakeServer, done: Done) -> None:
        self.assertIn(done.code, (0, 1), done.err)
        delivered = self.report(self.dir / "report/restante-report.json")["totals"]["messages"]["delivered"]
        counts = Counter(map(item_of, server.stored))
        self.assertEqual(set(counts.values()), {1})
        self.assertEqual(len(counts), delivered)

    def test_the_best_way_a_server_announces(self) -> None:
        for abilities, together, asks in (("", 1, True), ("LITERAL-", 1, None), ("LITERAL+", 1, False),
                                          (EVERYTHING, 200, False)):
            with self.subTest(abilities):
                server = FakeServer(abilities)
                self.assert_all_there(server, self.deliver(server))
                self.assertEqual(server.largest_command, together)
                if asks is not None:
                    self.assertEqual(server.asked > 0, asks)

    def test_a_hint_to_wait_is_obeyed(self) -> None:
        def hook(connection: Connection, number: int) -> bytes | None:
            return b"NO Request is throttled. Suggested Backoff Time: %d milliseconds" % THROTTLED if number == 3 else None

        server = FakeServer(EVERYTHING, hook)
        self.assert_all_there(server, self.deliver(server))
        self.assertGreater(server.wait_after(3), THROTTLED / 1000 - 0.01)
        self.assertIn("IMAP-003", self.codes())

    def test_rights_are_asked_for_before_anything_is_sent(self) -> None:
        server = FakeServer(EVERYTHING + " ACL")
        self.assert_all_there(server, self.deliver(server))
        server = FakeServer(EVERYTHING + " ACL")
        server.rights = b"lrs"
        done = self.deliver(server)
        self.assertEqual(done.code, 74, done.err)
        self.assertIn('may not store messages: its rights on INBOX are "lrs"', done.err)
        self.assertEqual(server.named("APPEND"), [])

    def test_limits_and_uses_are_waited_for(self) -> None:
        for code in (b"NO [LIMIT] too many", b"NO [INUSE] somebody else", b"NO [UNAVAILABLE] soon"):
            server = FakeServer("LITERAL+", lambda connection, number, code=code: code if number == 2 else None)
            self.assert_all_there(server, self.deliver(server))
            self.assertIn("IMAP-003", self.codes())

    def test_goodbye_with_a_hint(self) -> None:
        def hook(connection: Connection, number: int) -> bytes | None:
            return b"* BYE Request is throttled. Suggested Backoff Time: %d milliseconds" % THROTTLED if number == 2 else None

        server = FakeServer(EVERYTHING, hook)
        self.assert_all_there(server, self.deliver(server))
        self.assertGreater(server.wait_after(2), THROTTLED / 1000 - 0.01)
        self.assertLessEqual({"IMAP-003", "IMAP-008"}, self.codes())

    def test_pipelining_that_is_not_understood(self) -> None:
        """As gromox 3.10: APPENDs behind one another are BAD."""
        server = FakeServer("LITERAL+", lambda connection, number: b"BAD not now" if connection.more_waits() else None)
        self.assert_all_there(server, self.deliver(server))
        self.assertIn("IMAP-004", self.codes())
        # Once is enough to know it.
        self.assertLess(server.connections, 6)

    def test_multiappend_that_is_not_understood(self) -> None:
        server = FakeServer(EVERYTHING,
                            lambda connection, number: b"BAD only one" if len(connection.contents) > 1 else None)
        self.assert_all_there(server, self.deliver(server))
        self.assertIn("IMAP-004", self.codes())

    def test_a_connection_that_ends_inside_a_literal(self) -> None:
        for abilities in ("", "LITERAL+", EVERYTHING):
            server = FakeServer(abilities)
            server.break_inside = lambda number: number in (2, 5)
            self.assert_all_there(server, self.deliver(server))
            self.assertIn("IMAP-008", self.codes())

    def test_an_answer_that_never_comes(self) -> None:
        """The messages are stored: sending them again would double them."""
        for abilities, resets in (("", False), ("LITERAL+", True), (EVERYTHING, False), (EVERYTHING, True)):
            server = FakeServer(abilities)
            server.silent = lambda number: number in (2, 5)
            server.resets = resets
            self.assert_all_there(server, self.deliver(server))
            self.assertIn("IMAP-008", self.codes())

    def test_one_bad_message_costs_only_itself(self) -> None:
        """A refused MULTIAPPEND is all or nothing: the one that is meant must be found."""
        for abilities in ("", "LITERAL+", EVERYTHING):
            server = FakeServer(abilities)
            bad: list[str] = []

            def hook(connection: Connection, number: int) -> bytes | None:
                for content in connection.contents:
                    if not bad and len(connection.server.stored) >= 20:
                        bad.append(item_of(content))
                    if item_of(content) in bad:
                        return b"NO this one is not wanted"
                return None

            server.hook = hook
            done = self.deliver(server)
            self.assertEqual(done.code, 2, done.err)
            report = self.report(self.dir / "report/restante-report.json")
            self.assertEqual(report["totals"]["messages"]["failed"], 1)
            self.assertIn("this one is not wanted", (self.dir / "report/restante-report.txt").read_text())
            self.assertEqual(len(server.stored), report["totals"]["messages"]["delivered"])

    def test_a_limit_for_messages(self) -> None:
        for abilities in ("APPENDLIMIT=3000 LITERAL+", "APPENDLIMIT LITERAL+"):
            server = FakeServer(abilities)
            server.append_limit = 3000
            done = self.deliver(server, source="attachments")
            self.assertEqual(done.code, 2, done.err)
            text = (self.dir / "report/restante-report.txt").read_text()
            self.assertIn("the server takes no more than 3000", text)
            self.assertIn("Inbox/", text)

    def test_a_server_that_never_stops_asking_to_wait(self) -> None:
        server = FakeServer("", lambda connection, number: b"NO [LIMIT] Suggested Backoff Time: 1 milliseconds")
        done = self.deliver(server)
        self.assertEqual(done.code, 74, done.err)
        self.assertIn("again and again", done.err)

    def test_a_token_is_sent_as_one(self) -> None:
        server = FakeServer("LITERAL+ AUTH=XOAUTH2")
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        token = "ya29.a-token"
        done = self.run_program("migrate", self.sample("basic"), "--to", server.uri() + "&auth=xoauth2", "--report", "report",
                                RESTANTE_TOKEN=token)
        self.assertIn(done.code, (0, 1), done.err)
        sent = server.named("AUTHENTICATE")[0][1].split(b" ")
        self.assertEqual(sent[2], b"XOAUTH2")
        self.assertEqual(base64.b64decode(sent[3]), f"user=bob\1auth=Bearer {token}\1\1".encode())
        self.assertNotIn(token, done.err)

    def test_what_is_no_imap(self) -> None:
        server = FakeServer("", lambda connection, number: b"* OK\r\n\r\nHTTP/1.1 200 OK")
        done = self.deliver(server)
        self.assertEqual(done.code, 74, done.err)


if __name__ == "__main__":
    main()
