"""Whole migrations into a Cyrus, a server of another make than Dovecot: other separators, other names, other refusals."""

import json
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

from arrival import ArrivalTest
from delay_proxy import DelayProxy
from imap_fixture import PROGRAM, Cyrus, item_of, main

SAMPLES = ("basic", "std-folders", "many-folders", "attachments", "triples", "schedule")
USERS = 4
MESSAGES = 240


class CyrusTest(ArrivalTest):
    def make_server(self) -> Cyrus:
        return Cyrus()

    def own_server(self, **more: str) -> Cyrus:
        place = tempfile.TemporaryDirectory(prefix="rc-")
        self.addCleanup(place.cleanup)
        server = Cyrus(Path(place.name), **more)
        self.addCleanup(server.command, "stop")
        return server

    def new_user(self) -> str:
        # A name with the server's separator in it would be a folder of somebody.
        return super().new_user().replace("-", "x")

    def admin_uri(self, more: str = "") -> str:
        return self.server.uri("{mailbox}", more=f"&admin={self.server.settings['ADMIN_USER']}{more}")

    def counts(self, user: str) -> Counter:
        return Counter(item_of(one.content) for box in self.server.everything(user).values() for one in box)

    def state(self, user: str) -> dict[str, bytes]:
        """Numbers a server changes whenever it takes or changes a message."""
        with self.server.connect(user) as client:
            return {name: client.status(f'"{name}"', "(MESSAGES UIDNEXT HIGHESTMODSEQ)")[1][0]
                    for name in self.server.mailboxes(user)}


class Upload(CyrusTest):
    def test_genuine_samples_byte_for_byte(self) -> None:
        for name in SAMPLES:
            with self.subTest(name):
                self.compare(name)

    def test_every_folder_name(self) -> None:
        """Cyrus refuses many of the characters that others take; a second run finds what the first one chose."""
        source, user = self.sample("many-folders"), self.new_user()
        names: list[str] = []
        for report in ("first", "second"):
            done = self.migrate(source, self.server.uri(user), "--report", report)
            self.assertIn(done.code, (0, 1), done.err)
            before, names = names, self.server.mailboxes(user)
        folders = self.report_of("first")["totals"]["folders"]
        self.assertEqual(folders["failed"], 0)
        self.assertGreater(folders["delivered"], 10)
        for name in names:
            self.assertRegex(name, r"^INBOX(\..+)?$")
        self.assertEqual(names, before)

    def test_a_postoffice_of_several_users(self) -> None:
        """An administrator delivers all of them; the second run changes nothing."""
        self.server = self.own_server()
        done = self.run_program("forge", "po", "--users", USERS, "--messages", MESSAGES)
        self.assertEqual(done.code, 0, done.err)
        done = self.run_program("migrate", "po", "--to", "eml:eml", "--no-shared")
        self.assertIn(done.code, (0, 1), done.err)
        expected: dict[str, Counter] = {}
        for path in (self.dir / "eml").rglob("*.eml"):
            content = path.read_bytes()
            mailbox = path.relative_to(self.dir / "eml").parts[0]
            expected.setdefault(mailbox, Counter())[item_of(content)] += 1
        self.assertGreaterEqual(len(expected), USERS)
        for report in ("first", "second"):
            done = self.migrate("po", self.admin_uri("&connections=3"), "--no-shared", "--report", report)
            self.assertIn(done.code, (0, 1), done.err)
            arrived = {name: self.counts(name) for name in expected}
            self.assertEqual(arrived, expected)
            state = {name: self.state(name) for name in expected}
            if report == "first":
                before = state
        self.assertEqual(state, before)
        second = json.loads((self.dir / "second/restante-report.json").read_text())
        self.assertEqual(second["already_there"], second["totals"]["messages"]["delivered"])

    def test_what_is_there_is_verified(self) -> None:
        done = self.migrate(self.sample("many-600"), self.server.uri(self.new_user(), "Old%20mail"), "--report", "report")
        self.assertIn(done.code, (0, 1), done.err)
        ledger = self.dir / "report/restante-ledger.sqlite"
        done = self.run_program("verify", ledger, RESTANTE_PASSWORD=self.server.settings["PASSWORD"])
        self.assertIn(done.code, (0, 1), done.err)

    def test_a_full_quota_is_named(self) -> None:
        user = self.new_user()
        self.server.connect(user).logout()
        with self.server.connect(self.server.settings["ADMIN_USER"]) as admin:
            self.assertEqual(admin.setquota(f"user.{user}", "(STORAGE 100)")[0], "OK")
        done = self.migrate(self.sample("many-600"), self.server.uri(user), "--report", "report")
        self.assertEqual(done.code, 74, done.err)
        self.assertIn("over quota", done.err.lower())
        arrived = self.counts(user)
        self.assertEqual(set(arrived.values()), {1})
        # The next one is told before anything is sent, or takes what still fits.
        with self.server.connect(self.server.settings["ADMIN_USER"]) as admin:
            self.assertEqual(admin.setquota(f"user.{user}", "(STORAGE 1)")[0], "OK")
        done = self.migrate(self.sample("many-600"), self.server.uri(user), "--report", "report")
        self.assertIn(done.code, (69, 74), done.err)
        self.assertIn(f"the quota of {user} is used up", done.err)

    def test_the_program_dies(self) -> None:
        source, whole = self.sample("many-600"), self.new_user()
        self.assertIn(self.migrate(source, self.server.uri(whole)).code, (0, 1))
        for count in (1, 200):
            user = self.new_user()
            self.server.connect(user).logout()
            wire = DelayProxy(int(self.server.settings["PORT"]), 0.03)
            self.addCleanup(wire.close)
            uri = self.server.uri(user, more="&connections=3").replace(f":{self.server.settings['PORT']}/", f":{wire.port}/")
            process = subprocess.Popen([PROGRAM, "migrate", str(source), "--to", uri, "--report", "killed", "--quiet"],
                                       cwd=self.dir, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.PIPE, text=True,
                                       env=self.environment(RESTANTE_PASSWORD=self.server.settings["PASSWORD"]))
            deadline = time.monotonic() + 30
            while self.messages(user) < count:
                self.assertIsNone(process.poll(), "it ended before it was in the middle")
                self.assertLess(time.monotonic(), deadline)
            process.kill()
            process.communicate(timeout=60)
            done = self.migrate(source, self.server.uri(user))
            self.assertIn(done.code, (0, 1), done.err)
            self.assertEqual(self.counts(user), self.counts(whole))

    def messages(self, user: str) -> int:
        with self.server.connect(user) as client:
            return sum(int(client.select(f'"{name}"', readonly=True)[1][0]) for name in self.server.mailboxes(user))


class OtherNamespace(CyrusTest):
    """Folders beside the INBOX, "/" between levels."""

    def make_server(self) -> Cyrus:
        return self.own_server(ALTNAMESPACE="yes")

    def test_folders(self) -> None:
        for name in ("std-folders", "many-folders"):
            self.compare(name)
            report = self.report_of(f"report-{name}")
            self.assertEqual(report["totals"]["folders"]["failed"], 0)


if __name__ == "__main__":
    main()
