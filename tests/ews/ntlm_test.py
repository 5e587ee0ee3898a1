"""Logins by NTLM, as Exchange on premises offers them: bound to a connection, so that each new one begins with three messages."""

from collections import Counter
from pathlib import Path
from urllib.parse import quote

from ews_fixture import Done, EwsTest, main
from ews_server import DropAfter, DropBefore, LogOut
from http_logins import md4

WRONG = "a-wrong-password"
BOB = r"CONTOSO\bob"


class Ntlm(EwsTest):
    def setUp(self) -> None:
        super().setUp()
        self.server.schemes = ("Negotiate", "NTLM")

    def go(self, user: str, more: str = "auth=ntlm", source: Path | None = None, *options: object, **environment: str) -> Done:
        return self.migrate(source or self.sample("basic"), self.uri(quote(user), more), *options, **environment)

    def assert_arrived(self, done: Done, user: str) -> None:
        self.assertIn(done.code, (0, 1), done.err)
        self.assertGreater(len(self.mail(user)), 0)
        self.assertEqual({seen.user for seen in self.server.seen}, {user})
        self.assertEqual(self.server.wrong_passwords, 0)

    def test_md4_of_the_server(self) -> None:
        """RFC 1320, A.5."""
        for text, digest in ((b"", "31d6cfe0d16ae931b73c59d7e0c089c0"), (b"message digest", "d9130a8164549fe818874806e1c7014b"),
                             (b"1234567890" * 8, "e33b4ddc9c38f2199c3e7b164fcc0536")):
            self.assertEqual(md4(text).hex(), digest)

    def test_names_of_users(self) -> None:
        for user, more in ((BOB, "auth=ntlm"), ("bob", ""), ("bob@example.org", ""), (r"contoso\Bob", "auth=ntlm")):
            with self.subTest(user=user, more=more):
                self.server.seen.clear()
                self.server.store.clear()
                self.assert_arrived(self.go(user, more), user)

    def test_one_login_a_connection(self) -> None:
        self.assert_arrived(self.go(BOB, source=self.several_requests()), BOB)
        self.assertGreater(len(self.server.named("CreateItem")), 4)
        self.assertEqual(len(self.server.connections), 2)  # one for the check before the run
        self.assertEqual(self.server.refused_logins, 2)    # answered with a challenge
        self.assertEqual(self.server.empty, 0)

    def test_a_wrong_password_is_tried_once(self) -> None:
        """Accounts are locked after a few."""
        for user, password in ((BOB, WRONG), (r"FABRIKAM\bob", self.server.password), ("bob", WRONG)):
            with self.subTest(user=user):
                self.server.wrong_passwords = 0
                done = self.go(user, RESTANTE_PASSWORD=password)
                self.assert_refused(done, 69, f"refuses the login of {user}")
                self.assertNotIn(WRONG, done.err)
                self.assertLessEqual(self.server.wrong_passwords, 1)
        self.assertEqual(self.server.seen, [])

    def test_letters_outside_ascii(self) -> None:
        self.server.password = "10 €"
        done = self.go(BOB)
        self.assert_refused(done, 64, "NTLM", "auth=negotiate")
        self.assertNotIn("€", done.err)
        self.server.password = "Grüße, ÷ÿ"
        self.assert_refused(self.go(BOB, ""), 69, "the logins ntlm, negotiate", "?auth=")
        for user in (BOB, r"CONTOSO\müller"):
            with self.subTest(user=user):
                self.server.seen.clear()
                done = self.go(user)
                self.assertIn(done.code, (0, 1), done.err)
                self.assertEqual({seen.user.casefold() for seen in self.server.seen}, {user.casefold()})
        self.assertEqual(self.server.wrong_passwords, 0)

    def test_what_the_server_does_not_offer(self) -> None:
        self.assert_refused(self.go(BOB, "auth=basic"), 69, "ntlm, negotiate", "?auth=")
        self.server.schemes = ("Basic",)
        self.assert_refused(self.go(BOB), 69, "basic", "?auth=")
        self.assertEqual(self.server.wrong_passwords, 0)

    def test_a_token_is_no_password(self) -> None:
        done = self.run_program("migrate", self.sample("basic"), "--to", self.uri("bob", "auth=ntlm"), RESTANTE_TOKEN="ya29.x")
        self.assert_refused(done, 64, "RESTANTE_TOKEN")
        self.assertNotIn("ya29", done.err)

    def test_secrets_stand_nowhere(self) -> None:
        done = self.go(BOB, "auth=ntlm", None, "--report", "report")
        self.assert_arrived(done, BOB)
        for path in [*self.dir.rglob("*"), *self.home.rglob("*")]:
            if path.is_file():
                self.assertNotIn(self.server.password.encode(), path.read_bytes(), path)

    def whole(self) -> Counter:
        self.assert_arrived(self.go(BOB, source=self.several_requests()), BOB)
        counts = self.counts(BOB)
        self.server.store.clear()
        self.server.seen.clear()
        return counts

    def test_a_lost_connection_logs_in_again(self) -> None:
        whole = self.whole()
        for more, reaction in (("auth=ntlm", DropBefore()), ("auth=ntlm", DropAfter()), ("auth=ntlm", LogOut()), ("", DropAfter())):
            with self.subTest(reaction=reaction, more=more):
                self.server.store.clear()
                self.server.seen.clear()
                self.server.connections.clear()
                self.server.hook = lambda seen, reaction=reaction: \
                    reaction if seen.operation == "CreateItem" and seen.number == 2 else None
                done = self.go(BOB, more, self.several_requests(), "--report", f"{type(reaction).__name__}-{more}")
                self.assert_arrived(done, BOB)
                self.assertEqual(self.counts(BOB), whole)
                # Whoever is logged out says who it is over the same connection.
                self.assertEqual(len(self.server.connections), 2 if isinstance(reaction, LogOut) else 3)
        self.assertEqual(self.server.empty, 0)

    def test_large_messages_wait_for_the_login(self) -> None:
        """And are not sent along with its first message."""
        done = self.run_program("forge", "large.mmf", "--messages", 4, "--attachment-size", 3_000_000)
        self.assertEqual(done.code, 0, done.err)
        self.server.hook = lambda seen: DropBefore() if seen.operation == "CreateItem" and seen.number == 1 else None
        self.assert_arrived(self.migrate("large.mmf", self.uri(quote(BOB))), BOB)
        self.assertEqual(set(self.counts(BOB).values()), {1})
        self.assertGreater(max(len(item.content) for item in self.mail(BOB)), 2_000_000)
        self.assertLess(self.server.longest_refused, 1_000_000)


if __name__ == "__main__":
    main()
