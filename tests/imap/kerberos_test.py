"""Logins by ticket (GSSAPI) into a real Dovecot: who has it, and whose account it is. A password is never mistaken for one."""

import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

from fake_server import FakeServer
from imap_fixture import TESTS, Done, Dovecot, ImapTest, main

KERBEROS = TESTS / "servers" / "kerberos"


class Kerberos(ImapTest):
    realm: dict[str, str]
    server: Dovecot

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        started = subprocess.run([KERBEROS, "start"], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        cls.realm = dict(line.split("=", 1) for line in started.stdout.splitlines())
        place = tempfile.TemporaryDirectory(prefix="rd-")  # sockets have short names only
        cls.addClassCleanup(place.cleanup)
        cls.shared = Dovecot(Path(place.name), KRB5_CONFIG=cls.realm["KRB5_CONFIG"], KEYTAB=cls.realm["KEYTAB"])
        cls.addClassCleanup(cls.shared.command, "stop")

    def make_server(self) -> Dovecot:
        return self.shared

    def settings(self, cache: str) -> dict[str, str]:
        return {"KRB5_CONFIG": self.realm["KRB5_CONFIG"], "KRB5CCNAME": f"FILE:{self.dir.parent / cache}"}

    def ticket_of(self, user: str) -> dict[str, str]:
        """What the program needs to use it."""
        settings = self.settings(user)
        subprocess.run(["kinit", user], check=True, input=self.realm["PASSWORD"] + "\n", text=True, stdout=subprocess.DEVNULL,
                       env=self.environment(**settings))
        return settings

    def uri(self, user: str, more: str = "", scheme: str = "imap") -> str:
        # Tickets are for the name of a server.
        return self.server.uri(quote(user), more=more, scheme=scheme).replace(self.server.settings["HOST"], "localhost")

    def go(self, uri: str, environment: dict[str, str]) -> Done:
        # Without a password: none is asked for.
        return self.run_program("migrate", self.sample("basic"), "--to", uri, "--no-progress", *self.fresh_record(), **environment)

    def fresh_record(self) -> tuple[object, ...]:
        """The second delivery to another account is none of the first run's."""
        self.runs = getattr(self, "runs", 0) + 1
        return ("--report", f"report-{self.runs}", "--ledger", self.dir / f"ledger-{self.runs}.sqlite")

    def arrived(self, user: str) -> int:
        return sum(len(box) for box in self.server.everything(user).values())

    def test_the_ticket_logs_in(self) -> None:
        bob = self.realm["USER_NAME"]
        ticket = self.ticket_of(bob)
        for user, scheme in ((bob, "imap"), (f"{bob}@{self.realm['REALM']}", "imaps")):
            with self.subTest(user=user):
                before = self.arrived(user)
                done = self.go(self.uri(user, "&auth=gssapi", scheme), ticket)
                self.assertIn(done.code, (0, 1), done.err)
                self.assertGreater(self.arrived(user), before)

    def test_without_a_ticket(self) -> None:
        done = self.go(self.uri("bob", "&auth=gssapi"), self.settings("nobody"))
        self.assert_refused(done, 69, "bob cannot log in", "Kerberos", "kinit")

    def test_a_ticket_of_somebody_else(self) -> None:
        """The mail must not go to the account of whoever has the ticket."""
        eve = self.realm["OTHER_USER"]
        user = self.new_user()
        done = self.go(self.uri(user, "&auth=gssapi"), self.ticket_of(eve))
        self.assertEqual(done.code, 69, done.err)
        self.assertIn(f"refuses the login of {user}", done.err)
        self.assertEqual((self.arrived(eve), self.arrived(user)), (0, 0))

    def test_a_server_that_takes_no_tickets(self) -> None:
        self.server = Dovecot()
        done = self.go(self.uri("bob", "&auth=gssapi"), self.ticket_of("bob"))
        self.assert_refused(done, 69, "the server offers none of the ways")

    def test_a_password_is_used_where_tickets_would_do(self) -> None:
        """With a ticket of somebody else at hand, and without any: Kerberos comes first for libcurl where a name has a domain."""
        eve = self.realm["OTHER_USER"]
        password = {"RESTANTE_PASSWORD": self.server.settings["PASSWORD"]}
        for environment in (self.ticket_of(eve), self.settings("nobody")):
            user = f"{self.new_user()}@{self.realm['REALM']}"
            done = self.go(self.uri(user), environment | password)
            self.assertIn(done.code, (0, 1), done.err)
            self.assertGreater(self.arrived(user), 0)
        self.assertEqual(self.arrived(f"{eve}@{self.realm['REALM']}") + self.arrived(eve), 0)

    def test_a_server_that_knows_the_command_login_only(self) -> None:
        server = FakeServer("LITERAL+")
        server.mechanisms = b""
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        done = self.go(server.uri().replace("bob@", "bob%40example.org@"), {"RESTANTE_PASSWORD": "x"})
        self.assertIn(done.code, (0, 1), done.err)
        self.assertGreater(len(server.stored), 0)
        self.assertEqual(server.named("AUTHENTICATE"), [])

    def test_a_secret_is_a_token_where_tokens_are_asked_for(self) -> None:
        server = FakeServer("LITERAL+")
        server.mechanisms = b"AUTH=GSSAPI AUTH=CRAM-MD5 AUTH=PLAIN AUTH=XOAUTH2"
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        for more, environment in (("&auth=xoauth2", {"RESTANTE_PASSWORD": "ya29.t"}), ("", {"RESTANTE_TOKEN": "ya29.t"})):
            server.commands.clear()
            done = self.go(server.uri() + more, environment)
            self.assertIn(done.code, (0, 1), done.err)
            self.assertEqual({one.split(b" ")[2] for _, one in server.named("AUTHENTICATE")}, {b"XOAUTH2"})


if __name__ == "__main__":
    main()
