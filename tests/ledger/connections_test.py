"""worker --connections: how many connections a server has at once, whatever the URI says and however many workers there are."""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "imap"))
from fake_server import Connection, FakeServer  # noqa: E402
from imap_fixture import item_of  # noqa: E402
from ledger_fixture import DATABASES, PROGRAM, SECONDS, LedgerTest, main  # noqa: E402

OFFICES = 3
MESSAGES = 500  # in two mailboxes: more than one connection would be opened for each
WORKERS = 3


class Connections(LedgerTest):
    def setUp(self) -> None:
        super().setUp()
        self.sources = [self.dir / f"PO{number}" for number in range(OFFICES)]
        for number, office in enumerate(self.sources):
            done = self.run_program("forge", office, "--users", 2, "--messages", MESSAGES, "--seed", number, "--message-size", 300)
            self.assertEqual(done.code, 0, done.err)

    def most_at_once(self, database: str, *options: object) -> int:
        """Delivers everything by a fleet; how many connections the server saw at once."""
        counts = [0]

        def hook(connection: Connection, number: int) -> None:
            time.sleep(0.03)  # long enough to meet others
            counts.append(connection.server.open_connections())

        server = FakeServer("LITERAL+ MULTIAPPEND", hook)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        ledger = self.make_ledger(database)
        uri = server.uri().replace("bob@", "{mailbox}@") + "&connections=3"
        done = self.run_program("plan", *self.sources, "--to", uri, "--no-shared", "--ledger", ledger)
        self.assertEqual(done.code, 0, done.err)
        workers = [subprocess.Popen([PROGRAM, "worker", "--ledger", ledger, "--quiet", *map(str, options)], cwd=self.dir,
                                    env=self.environment(RESTANTE_PASSWORD="x"), stdin=subprocess.DEVNULL,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(WORKERS)]
        for process in workers:
            _, error = process.communicate(timeout=SECONDS)
            self.assertIn(process.returncode, (0, 1, 2), error)
        status = json.loads(self.run_program("status", "--ledger", ledger, "--json").out)
        self.assertEqual((status["sources"]["complete"], status["mailboxes"]["failed"]), (OFFICES, 0))
        self.assertGreater(len(server.stored), OFFICES * MESSAGES // 2)
        self.assertEqual(set(Counter(map(item_of, server.stored)).values()), {1})
        return max(counts)

    def test_a_cap_for_all_workers(self) -> None:
        for database, cap in zip(DATABASES, (1, 2), strict=True):
            with self.subTest(database=database, cap=cap):
                self.assertEqual(self.most_at_once(database, "--connections", cap), cap)

    def test_without_a_cap(self) -> None:
        """What the test above would see if nobody counted."""
        self.assertGreater(self.most_at_once("sqlite"), 3)


if __name__ == "__main__":
    main()
