"""Who logs in, with what secret, over what connection; and what is refused before anything is sent."""

import json
import os
import subprocess
import time
from pathlib import Path

from ews_fixture import TESTS, EwsTest, main
from ews_server import Answer, Status

WRONG = "a-wrong-password"
SERVER = TESTS / "servers" / "ews"


class Login(EwsTest):
    def assert_arrived(self, done: object, user: str = "bob") -> None:
        self.assertIn(done.code, (0, 1), done.err)
        self.assertGreater(len(self.mail(user)), 0)

    def refuse(self, *words: str, uri: str = "", code: int = 69, **environment: str) -> None:
        done = self.migrate(self.sample("basic"), uri or self.uri(), **environment)
        self.assert_refused(done, code, *words)
        self.assertNotIn(self.server.password, done.err)
        self.assertEqual(self.server.named("CreateItem"), [])

    def test_a_wrong_password_is_refused(self) -> None:
        done = self.migrate(self.sample("basic"), self.uri(), RESTANTE_PASSWORD=WRONG)
        self.assert_refused(done, 69, "refuses the login of bob")
        self.assertNotIn(WRONG, done.err)

    def test_it_logs_in_once_a_connection_and_not_for_each_request(self) -> None:
        self.assert_arrived(self.migrate(self.sample("many-600"), self.uri()))
        self.assertGreater(len(self.server.seen), 30)
        self.assertLessEqual(self.server.refused_logins, 2)
        self.assertLessEqual(len(self.server.connections), 4)

    def test_nobody_there(self) -> None:
        started = time.monotonic()
        for uri in ("ews:http://bob@127.0.0.1:1", "ews://bob@127.0.0.1:1", "ews://bob@no-such-host.invalid"):
            self.refuse("cannot be reached", uri=uri)
        self.assertLess(time.monotonic() - started, 60)

    def test_no_exchange_there(self) -> None:
        self.server.path = "/elsewhere"
        self.refuse("/EWS/Exchange.asmx", "404")
        self.server.path = "/EWS/Exchange.asmx"
        self.server.hook = lambda seen: Answer(b"<html>Welcome</html>")
        self.refuse("does not speak EWS")
        self.server.hook = lambda seen: Status(403)
        self.refuse("403")

    def test_the_path_can_be_another(self) -> None:
        self.server.path = "/mail/ews"
        self.assert_arrived(self.migrate(self.sample("basic"), self.uri() + "/mail/ews"))

    def test_mailboxes_that_may_not_be_used(self) -> None:
        mailbox = self.server.store.mailbox("bob")
        mailbox.writable = False
        self.refuse("may not store", "msgfolderroot", "bob", code=74)
        mailbox.writable, mailbox.readable = True, False
        self.refuse("msgfolderroot", "ErrorAccessDenied", code=74)
        self.server.store.unknown.add("bob")
        self.refuse("ErrorNonExistentMailbox", "bob")

    def test_a_mailbox_without_outbox_will_do(self) -> None:
        del self.server.store.mailbox("bob").folders["outbox"]
        self.assert_arrived(self.migrate(self.sample("basic"), self.uri()))

    def test_in_the_clear_on_this_machine_only(self) -> None:
        done = self.migrate(self.sample("basic"), self.uri(), "--report", "report")
        self.assert_arrived(done)
        self.assertIn("EWS-006", self.codes())
        self.refuse_uri("ews:http://bob@mail.example.org", "in the clear")

    def refuse_uri(self, uri: str, *words: str) -> None:
        self.assert_refused(self.migrate(self.sample("basic"), uri), 64, *words)

    def test_a_password_in_the_uri_is_refused(self) -> None:
        for uri in (f"ews://bob:{WRONG}@127.0.0.1", f"ews:https://bob:{WRONG}@127.0.0.1/x?y",
                    f"ews://bob@127.0.0.1?password={WRONG}"):
            done = self.migrate(self.sample("basic"), uri)
            self.assert_refused(done, 64)
            self.assertNotIn(WRONG, done.err)

    def test_a_token_is_sent_as_one(self) -> None:
        uri = self.uri("", "admin=service@example.org")
        environment = self.environment(RESTANTE_TOKEN=self.server.token)
        done = self.run_program("migrate", self.sample("basic"), "--to", uri, "--domain", "example.org", "--report", "report",
                                RESTANTE_TOKEN=environment["RESTANTE_TOKEN"])
        self.assertIn(done.code, (0, 1), done.err)
        self.assertEqual({seen.user for seen in self.server.seen}, {"service@example.org"})
        for path in [*self.dir.rglob("*"), *self.home.rglob("*")]:
            if path.is_file():
                self.assertNotIn(self.server.token.encode(), path.read_bytes(), path)

    def test_secrets_stand_nowhere(self) -> None:
        done = self.migrate(self.sample("basic"), self.uri(), "--report", "report")
        self.assert_arrived(done)
        self.assertNotIn(self.server.password, done.err + done.out.decode())
        for path in [*self.dir.rglob("*"), *self.home.rglob("*")]:
            if path.is_file():
                self.assertNotIn(self.server.password.encode(), path.read_bytes(), path)

    def test_each_mailbox_to_its_account(self) -> None:
        done = self.run_program("forge", "po", "--users", 3, "--messages", 40)
        self.assertEqual(done.code, 0, done.err)
        self.assert_refused(self.migrate("po", self.uri("all")), 64, "{mailbox}", "root=")
        self.assert_refused(self.migrate("po", self.uri("", "admin=service@example.org")), 64, "--map", "--exclude")
        self.assert_refused(self.migrate("po", self.uri("{mailbox}", "admin=service@example.org"), "--no-shared"), 64,
                            "no Internet address")
        done = self.migrate("po", self.uri("all", "root={mailbox}"))
        self.assertIn(done.code, (0, 1), done.err)
        self.assertGreater(len({name.split("/")[0] for name, items in self.everything("all").items() if items}), 2)


class Encrypted(EwsTest):
    """The server of tests/servers/ews, over TLS."""

    def setUp(self) -> None:
        super().setUp()
        started = subprocess.run([SERVER, "start"], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.settings = dict(line.split("=", 1) for line in started.stdout.splitlines())

    def go(self, user: str, more: str = "", *options: object, host: str = "") -> object:
        uri = f"ews://{user}@{host or self.settings['HOST']}:{self.settings['PORT']}{more}"
        return self.migrate(self.sample("basic"), uri, *options, RESTANTE_PASSWORD=self.settings["PASSWORD"])

    def arrived(self, user: str) -> int:
        return sum(1 for _ in (Path(self.settings["MAIL_DIR"]) / user).glob("*/*.eml"))

    def test_with_its_authority(self) -> None:
        user = self.new_user()
        done = self.go(user, f"?ca={self.settings['CA_FILE']}", "--report", "report")
        self.assertIn(done.code, (0, 1), done.err)
        self.assertGreater(self.arrived(user), 0)
        self.assertEqual(self.codes() & {"EWS-005", "EWS-006"}, set())

    def test_an_unknown_certificate_is_refused(self) -> None:
        self.assert_refused(self.go(self.new_user()), 69, "certificate", "?ca=FILE")

    def test_a_certificate_of_another_host_is_refused(self) -> None:
        done = self.go(self.new_user(), f"?ca={self.settings['CA_FILE']}", host="mail.localhost")
        self.assert_refused(done, 69, "certificate", "mail.localhost")

    def test_insecure_goes_on_and_warns(self) -> None:
        user = self.new_user()
        done = self.go(user, "", "--insecure", "--report", "report")
        self.assertEqual(done.code, 1, done.err)
        self.assertIn("EWS-005", self.codes())
        self.assertGreater(self.arrived(user), 0)


if __name__ == "__main__":
    main()
