"""What the tests of the EWS target share: a server of one's own, users nobody has used yet, and a client that is not ours."""

import os
import sys
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "cli"))
from transcript import PROGRAM, SAMPLES, SECONDS, Done, Transcript, main, tree  # noqa: E402,F401

from ews_server import EwsServer  # noqa: E402
from ews_store import Item  # noqa: E402


class EwsTest(Transcript):
    users = 0

    def setUp(self) -> None:
        super().setUp()
        self.server = self.start_server()

    def start_server(self, **options: object) -> EwsServer:
        server = EwsServer(**options).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def tearDown(self) -> None:
        if self.server.version != "2007":
            self.assertEqual(self.server.invalid, [], "requests that no server takes")
        super().tearDown()

    def new_user(self) -> str:
        EwsTest.users += 1
        return f"u{os.getpid()}-{EwsTest.users}"

    def uri(self, user: str = "bob", more: str = "") -> str:
        at = f"{user}@" if user else ""
        return f"ews:http://{at}127.0.0.1:{self.server.port}" + (f"?{more}" if more else "")

    def migrate(self, source: object, uri: str, *options: object, **environment: str) -> Done:
        secret = {"RESTANTE_PASSWORD": self.server.password} | environment
        return self.run_program("migrate", source, "--to", uri, "--no-progress", *options, **secret)

    def several_requests(self) -> Path:
        """A message file of a few dozen messages: several CreateItem."""
        path = self.dir / "several.mmf"
        if not path.exists():
            done = self.run_program("forge", path, "--messages", 60)
            self.assertEqual(done.code, 0, done.err)
        return path

    def everything(self, user: str = "bob") -> dict[str, list[Item]]:
        return self.server.store.mailbox(user).everything()

    def mail(self, user: str = "bob") -> list[Item]:
        return [item for items in self.everything(user).values() for item in items if item.kind == "Message"]

    def counts(self, user: str = "bob") -> Counter:
        return Counter(item.identity for item in self.mail(user))

    def report_of(self, name: str = "report") -> dict:
        return self.report(self.dir / name / "restante-report.json")

    def codes(self, name: str = "report") -> set[str]:
        return {finding["code"] for finding in self.report_of(name)["losses"]}
