"""Several connections for one mailbox: faster, in the order of the source all the same, and fewer where a server wants that."""

import mailbox
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from delay_proxy import DelayProxy
from fake_server import Connection, FakeServer
from imap_fixture import Done, Dovecot, ImapTest, item_of, main

EVERYTHING = "LITERAL+ MULTIAPPEND"
SECONDS_ONE_WAY = 0.01
SECONDS_A_BATCH = 0.25
MESSAGES = 1700


class Connections(ImapTest):
    known: dict[str, list[str]] = {}

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.shared = tempfile.TemporaryDirectory(prefix="restante-connections-")
        cls.addClassCleanup(cls.shared.cleanup)

    def fake(self, abilities: str = EVERYTHING, **more: object) -> FakeServer:
        server = FakeServer(abilities, **more)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def forged(self) -> Path:
        """Seven folders of two batches each, for all tests."""
        path = Path(Connections.shared.name) / "forged.mmf"
        if not path.exists():
            done = self.run_program("forge", path, "--messages", MESSAGES, "--message-size", 600)
            self.assertEqual(done.code, 0, done.err)
        return path

    def order(self, source: Path) -> dict[str, list[str]]:
        """Folder -> item ids as they stand in the source, as the mbox target found them."""
        if Connections.known:
            return Connections.known
        done = self.run_program("migrate", source, "--to", "mbox:mbox")
        self.assertIn(done.code, (0, 1), done.err)
        messages = [message for path in sorted((self.dir / "mbox").rglob("*")) if path.is_file() and path.suffix != ".json"
                    for message in mailbox.mbox(path, create=False)]
        Connections.known = self.by_folder(messages)
        return Connections.known

    @staticmethod
    def by_folder(messages: list) -> dict[str, list[str]]:
        found = defaultdict(list)
        for message in messages:
            if message["X-Restante-Item"]:
                found[message["X-Restante-Folder"]].append(message["X-Restante-Item"])
        return dict(found)

    def deliver(self, source: Path, uri: str, connections: int) -> Done:
        done = self.migrate(source, f"{uri}&connections={connections}", "--report", "report")
        self.assertIn(done.code, (0, 1), done.err)
        return done

    def losses(self) -> dict[str, str]:
        return {loss["code"]: loss["text"] for loss in self.report_of()["losses"]}

    def test_messages_keep_their_order(self) -> None:
        source = self.forged()
        expected = self.order(source)
        self.assertGreater(len(expected), 6)
        for connections in (1, 2, 4):
            user = self.new_user()
            self.deliver(source, self.server.uri(user), connections)
            arrived = [self.parsed(one.content) for box in self.server.everything(user).values() for one in box]
            self.assertEqual(self.by_folder(arrived), expected)
            self.assertNotIn("IMAP-009", self.losses())

    @staticmethod
    def parsed(content: bytes) -> mailbox.mboxMessage:
        return mailbox.mboxMessage(content)

    def test_order_when_some_connections_are_slow(self) -> None:
        """And nothing is stored before what stands in front of it was answered."""
        source = self.forged()
        expected = self.order(source)
        for abilities in (EVERYTHING, "LITERAL+"):
            with self.subTest(abilities):
                used = set()

                def hook(connection: Connection, number: int) -> None:
                    used.add(threading.get_ident())
                    time.sleep(0.02 if number % 3 == 0 else 0)

                server = self.fake(abilities, hook=hook)
                self.deliver(source, server.uri(), 3)
                self.assertEqual(self.by_folder([self.parsed(content) for content in server.stored]), expected)
                self.assertGreater(len(used), 1)

    def test_order_when_connections_are_lost(self) -> None:
        source = self.forged()
        expected = self.order(source)
        for strange in ("break_inside", "silent"):
            with self.subTest(strange):
                server = self.fake()
                setattr(server, strange, lambda number: number in (4, 5, 9))
                self.deliver(source, server.uri(), 3)
                self.assertEqual(self.by_folder([self.parsed(content) for content in server.stored]), expected)
                self.assertIn("IMAP-008", self.losses())

    def test_a_server_that_takes_one_connection(self) -> None:
        place = tempfile.TemporaryDirectory(prefix="rd-")  # sockets have short names only
        self.addCleanup(place.cleanup)
        server = Dovecot(Path(place.name), MAX_CONNECTIONS="1")
        self.addCleanup(server.command, "stop")
        self.server = server
        source, user = self.forged(), self.new_user()
        self.deliver(source, server.uri(user), 3)
        self.assertEqual(sum(len(box) for box in server.everything(user).values()), MESSAGES)
        self.assertIn("1 instead of 3", self.losses()["IMAP-009"])

    def test_a_second_connection_that_is_refused(self) -> None:
        source = self.forged()
        for word in ("may_connect", "may_log_in"):
            with self.subTest(word):
                server = self.fake()
                # The first one is for the checks before the run.
                setattr(server, word, lambda server=server: server.connections <= 2)
                self.deliver(source, server.uri(), 4)
                self.assertEqual(len(server.stored), MESSAGES)
                self.assertIn("1 instead of 4", self.losses()["IMAP-009"])
                self.assertEqual(server.connections, 3)

    @staticmethod
    def lose(server: FakeServer, strange: str, word: str, meant: Callable[[int], bool]) -> None:
        """Connections end during the APPENDs that are meant; from the first on nobody gets another one."""
        lost: list[int] = []

        def is_meant(number: int) -> bool:
            if meant(number):
                lost.append(number)
            return meant(number)

        setattr(server, strange, is_meant)
        setattr(server, word, lambda: not lost)

    def test_a_lost_connection_that_is_refused_afterwards(self) -> None:
        """What it was sending goes over another one, after a look."""
        source = self.forged()
        expected = self.order(source)
        for strange, word in (("break_inside", "may_connect"), ("silent", "may_log_in")):
            with self.subTest(strange=strange, word=word):
                server = self.fake()
                self.lose(server, strange, word, lambda number: number == 6)
                started = time.monotonic()
                self.deliver(source, server.uri(), 3)
                self.assertLess(time.monotonic() - started, 15)
                self.assertEqual(len(server.stored), MESSAGES)
                arrived = self.by_folder([self.parsed(content) for content in server.stored])
                self.assertEqual({folder: sorted(items) for folder, items in arrived.items()},
                                 {folder: sorted(items) for folder, items in expected.items()})
                self.assertIn("IMAP-008", self.losses())
                self.assertIn("2 instead of 3", self.losses()["IMAP-009"])

    def test_the_last_connection_that_is_refused_afterwards(self) -> None:
        """Then nothing helps: what is complete stays, each message once."""
        source = self.forged()
        server = self.fake()
        self.lose(server, "break_inside", "may_log_in", lambda number: number >= 6)
        done = self.migrate(source, f"{server.uri()}&connections=3", "--report", "report")
        self.assertEqual(done.code, 74, done.err)
        report = self.report_of()["totals"]["messages"]
        self.assertGreater(report["failed"], 0)
        self.assertEqual(report["delivered"], len(server.stored))
        self.assertEqual(len({item_of(content) for content in server.stored}), len(server.stored))

    def test_a_small_mailbox_needs_one(self) -> None:
        server = self.fake()
        self.deliver(self.sample("basic"), server.uri(), 4)
        self.assertEqual(server.connections, 2)

    def test_they_are_faster(self) -> None:
        """Over a wire of 20 ms, into a server that needs a quarter of a second to take in a batch."""
        source = self.forged()
        seconds = {}
        for connections in (1, 3):
            server = self.fake()
            server.take_in = lambda: time.sleep(SECONDS_A_BATCH)
            wire = DelayProxy(server.server_address[1], SECONDS_ONE_WAY)
            self.addCleanup(wire.close)
            started = time.monotonic()
            self.deliver(source, server.uri().replace(f":{server.server_address[1]}", f":{wire.port}"), connections)
            seconds[connections] = time.monotonic() - started
            self.assertEqual(len(server.stored), MESSAGES)
        print(f"one connection {seconds[1]:.2f} s, three {seconds[3]:.2f} s")
        self.assertGreater(seconds[1] / seconds[3], 1.25)


if __name__ == "__main__":
    main()
