"""Logins by Kerberos: who has the ticket, whose mailbox it is, and what a lost connection costs."""

import subprocess
from collections import Counter
from pathlib import Path
from urllib.parse import quote

from ews_fixture import TESTS, Done, EwsTest, main
from ews_server import DropAfter, DropBefore, LogOut

KERBEROS = TESTS / "servers" / "kerberos"


class Kerberos(EwsTest):
    def setUp(self) -> None:
        super().setUp()
        started = subprocess.run([KERBEROS, "start"], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.realm = dict(line.split("=", 1) for line in started.stdout.splitlines())
        self.server.schemes = ("Negotiate", "NTLM")
        self.server.keytab = self.realm["KEYTAB"]
        self.bob, self.eve = (f"{self.realm[one]}@{self.realm['REALM']}" for one in ("USER_NAME", "OTHER_USER"))

    def settings(self, cache: str) -> dict[str, str]:
        return {"KRB5_CONFIG": self.realm["KRB5_CONFIG"], "KRB5CCNAME": f"FILE:{self.dir.parent / cache}"}

    def ticket_of(self, user: str) -> dict[str, str]:
        """What the program needs to use it."""
        settings = self.settings(user)
        subprocess.run(["kinit", user], check=True, input=self.realm["PASSWORD"] + "\n", text=True, stdout=subprocess.DEVNULL,
                       env=self.environment(**settings))
        return settings

    def go(self, account: str, environment: dict[str, str], more: str = "", source: Path | None = None) -> Done:
        # Without a password: none is asked for.
        uri = f"ews:http://{quote(account)}@localhost:{self.server.port}?auth=negotiate{more}"
        return self.run_program("migrate", source or self.sample("basic"), "--to", uri, "--no-progress", **environment)

    def assert_arrived(self, done: Done, user: str) -> None:
        self.assertIn(done.code, (0, 1), done.err)
        self.assertGreater(len(self.mail(user)), 0)

    def test_the_ticket_logs_in(self) -> None:
        for kept in (True, False):
            with self.subTest(kept=kept):
                self.server.keeps_kerberos = kept
                self.server.store.clear()
                self.assert_arrived(self.go(self.bob, self.ticket_of(self.bob)), self.bob)
                self.assertEqual({seen.user for seen in self.server.seen}, {self.bob})
                self.assertEqual(self.server.empty, 0)
        self.assertEqual(len(self.server.connections), 4)

    def test_without_a_ticket(self) -> None:
        done = self.go(self.bob, self.settings("nobody"))
        self.assert_refused(done, 69, "Kerberos", "kinit")
        self.assertEqual(self.server.seen, [])

    def test_a_ticket_of_somebody_else(self) -> None:
        """The mail must not go to the mailbox of whoever has the ticket."""
        ticket = self.ticket_of(self.eve)
        self.assert_refused(self.go(self.bob, ticket), 74, "ErrorAccessDenied", self.bob)
        self.assertEqual(self.mail(self.eve) + self.mail(self.bob), [])
        self.server.full_access.add((self.eve, self.bob))
        self.assert_arrived(self.go(self.bob, ticket), self.bob)
        self.assertEqual(self.mail(self.eve), [])

    def test_who_may_impersonate(self) -> None:
        ticket = self.ticket_of(self.eve)
        more = f"&admin={quote(self.eve)}"
        self.assert_refused(self.go(self.bob, ticket, more), 69, "ErrorImpersonateUserDenied")
        self.server.may_impersonate.add(self.eve)
        self.assert_arrived(self.go(self.bob, ticket, more), self.bob)
        self.assertEqual(self.mail(self.eve), [])

    def test_a_mailbox_that_cannot_be_named(self) -> None:
        self.assert_refused(self.go("bob", self.ticket_of(self.bob)), 64, "auth=negotiate", "address")

    def test_a_password_is_no_ticket(self) -> None:
        done = self.migrate(self.sample("basic"), f"ews:http://bob@localhost:{self.server.port}")
        self.assertIn(done.code, (0, 1), done.err)  # by NTLM, and not as nobody by Negotiate
        self.assertEqual({seen.user for seen in self.server.seen}, {"bob"})

    def test_a_lost_connection_logs_in_again(self) -> None:
        ticket = self.ticket_of(self.bob)
        self.assert_arrived(self.go(self.bob, ticket, source=self.several_requests()), self.bob)
        whole: Counter = self.counts(self.bob)
        for reaction in (DropBefore(), DropAfter(), LogOut()):
            with self.subTest(reaction=reaction):
                self.server.store.clear()
                self.server.seen.clear()
                self.server.hook = lambda seen, reaction=reaction: \
                    reaction if seen.operation == "CreateItem" and seen.number == 2 else None
                self.assert_arrived(self.go(self.bob, ticket, source=self.several_requests()), self.bob)
                self.assertEqual(self.counts(self.bob), whole)
        self.assertEqual(self.server.empty, 0)


if __name__ == "__main__":
    main()
