"""Who logs in, with what secret, over what connection; and what is refused before anything is sent."""

import json
import os
import pty
import select
import time

from imap_fixture import PROGRAM, SECONDS, ImapTest, main

WRONG = "a-wrong-password"


class Login(ImapTest):
    def arrived(self, user: str) -> int:
        return sum(len(box) for box in self.server.everything(user).values())

    def assert_arrived(self, done: object, user: str) -> None:
        self.assertIn(done.code, (0, 1), done.err)
        self.assertGreater(self.arrived(user), 0)

    def assert_says_nothing(self, *secrets: str) -> None:
        """No file of the run holds a secret."""
        for path in [*self.dir.rglob("*"), *self.home.rglob("*")]:
            if path.is_file() and path.name != "secret":
                content = path.read_bytes()
                for secret in secrets:
                    self.assertNotIn(secret.encode(), content, path)

    def test_a_wrong_password_is_refused(self) -> None:
        done = self.migrate(self.sample("basic"), self.server.uri(self.new_user()), RESTANTE_PASSWORD=WRONG)
        self.assert_refused(done, 69, "refuses the login")
        self.assertNotIn(WRONG, done.err)

    def test_nobody_there(self) -> None:
        started = time.monotonic()
        for uri in ("imap://bob@127.0.0.1:1", "imaps://bob@127.0.0.1:1", "imaps://bob@no-such-host.invalid"):
            self.assert_refused(self.migrate(self.sample("basic"), uri), 69, "cannot be reached")
        self.assertLess(time.monotonic() - started, 60)

    def test_an_unknown_certificate_is_refused(self) -> None:
        for scheme in ("imap", "imaps"):
            uri = self.server.uri(self.new_user(), scheme=scheme).split("?")[0]
            self.assert_refused(self.migrate(self.sample("basic"), uri), 69, "certificate")

    def test_a_certificate_of_another_host_is_refused(self) -> None:
        for scheme in ("imap", "imaps"):
            uri = self.server.uri(self.new_user(), scheme=scheme).replace(self.server.settings["HOST"], "mail.localhost")
            self.assert_refused(self.migrate(self.sample("basic"), uri), 69, "certificate", "mail.localhost")

    def test_insecure_goes_on_and_warns(self) -> None:
        for scheme in ("imap", "imaps"):
            user = self.new_user()
            uri = self.server.uri(user, scheme=scheme).split("?")[0]
            done = self.migrate(self.sample("basic"), uri, "--insecure", "--report", scheme)
            self.assert_arrived(done, user)
            self.assertIn("IMAP-005", {finding["code"] for finding in self.report_of(scheme)["losses"]})
            self.assertEqual(done.code, 1)

    def test_in_the_clear_only_on_request(self) -> None:
        user = self.new_user()
        done = self.migrate(self.sample("basic"), self.server.uri(user, more="&starttls=no"), "--report", "report")
        self.assert_arrived(done, user)
        self.assertIn("IMAP-006", {finding["code"] for finding in self.report_of()["losses"]})

    def test_a_password_in_the_uri_is_refused(self) -> None:
        for uri in (f"imap://bob:{WRONG}@127.0.0.1", f"imaps://bob:{WRONG}@127.0.0.1/x?y",
                    f"imap://bob@127.0.0.1?password={WRONG}"):
            done = self.migrate(self.sample("basic"), uri)
            self.assert_refused(done, 64)
            self.assertNotIn(WRONG, done.err)

    def test_where_the_secret_comes_from(self) -> None:
        secret = self.server.settings["PASSWORD"]
        (self.dir / "secret").write_text(secret + "\r\nsecond line\n")
        for options, environment in ((("--secret-file", "secret"), {"RESTANTE_PASSWORD": WRONG}),
                                     (("--secret-command", "cat secret"), {"RESTANTE_PASSWORD": WRONG}),
                                     ((), {"RESTANTE_PASSWORD": secret})):
            user = self.new_user()
            done = self.run_program("migrate", self.sample("basic"), "--to", self.server.uri(user), "--report", "report",
                                    *options, **environment)
            self.assert_arrived(done, user)
            self.assertNotIn(secret, done.err + done.out.decode())
            self.assert_says_nothing(secret)

    def test_secrets_that_cannot_be_had(self) -> None:
        uri = self.server.uri(self.new_user())
        for options in (("--secret-file", "nowhere"), ("--secret-command", "exit 3"), ()):
            done = self.run_program("migrate", self.sample("basic"), "--to", uri, *options)
            self.assert_refused(done, 64)
        done = self.run_program("migrate", self.sample("basic"), "--to", uri, "--secret-file", "x", "--secret-command", "y")
        self.assertEqual(done.code, 64)

    def test_the_prompt_shows_nothing(self) -> None:
        user, secret = self.new_user(), self.server.settings["PASSWORD"]
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.dir)
            os.execve(PROGRAM, [PROGRAM, "migrate", str(self.sample("basic")), "--to", self.server.uri(user), "--quiet"],
                      self.environment())
        shown, typed, deadline = b"", False, time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if not select.select([terminal], [], [], 1)[0]:
                continue
            try:
                piece = os.read(terminal, 4096)
            except OSError:
                break
            if not piece:
                break
            shown += piece
            if b"Password for " in shown and not typed:
                os.write(terminal, secret.encode() + b"\n")
                typed = True
        _, status = os.waitpid(child, 0)
        self.assertTrue(typed, shown)
        self.assertIn(os.waitstatus_to_exitcode(status), (0, 1), shown)
        self.assertNotIn(secret.encode(), shown)
        self.assertGreater(self.arrived(user), 0)

    def test_mechanisms(self) -> None:
        done = self.migrate(self.sample("basic"), self.server.uri(self.new_user(), more="&auth=gssapi"))
        self.assert_refused(done, 69)
        for auth in ("plain", "login"):
            user = self.new_user()
            self.assert_arrived(self.migrate(self.sample("basic"), self.server.uri(user, more=f"&auth={auth}")), user)

    def administer(self, more: str) -> None:
        user = self.new_user()
        done = self.migrate(self.sample("basic"), self.server.uri(user, more=more),
                            RESTANTE_PASSWORD=self.server.settings["MASTER_PASSWORD"])
        self.assert_arrived(done, user)

    def test_an_administrator_logs_in_for_somebody(self) -> None:
        self.administer("&master=admin")
        self.administer("&admin=admin")

    def office(self) -> list[str]:
        """A postoffice; the names of its mailboxes, the shared one left out."""
        done = self.run_program("forge", "po", "--users", 3, "--messages", 40)
        self.assertEqual(done.code, 0, done.err)
        out = self.run_program("migrate", "po", "--to", "json:-", "--ledger", self.dir / "names.sqlite", "--report",
                               self.dir / "names").out
        names = [json.loads(line)["mailbox"].get("name", "") for line in out.splitlines()]
        names = [name for name in names if name]
        self.assertGreater(len(names), 2)
        return names

    def test_each_mailbox_to_its_account(self) -> None:
        names, prefix = self.office(), self.new_user()
        master = self.server.settings["MASTER_PASSWORD"]
        self.assert_refused(self.migrate("po", self.server.uri(prefix)), 64, "{mailbox}")
        self.assert_refused(self.migrate("po", self.server.uri("")), 64, "--map", "--exclude")
        uri = self.server.uri(prefix + "-{mailbox}", more="&master=admin")
        self.assert_refused(self.migrate("po", uri, RESTANTE_PASSWORD=master), 64, "--no-shared")
        done = self.migrate("po", uri, "--no-shared", "--workers", 2, RESTANTE_PASSWORD=master)
        self.assertIn(done.code, (0, 1), done.err)
        for name in names:
            self.assertGreater(self.arrived(f"{prefix}-{name}".lower()), 0, name)

    def test_accounts_by_address(self) -> None:
        names = self.office()
        domain = f"{self.new_user()}.example.org"
        done = self.migrate("po", self.server.uri("", more="&admin=admin"), "--domain", domain, "--user", names[0],
                            RESTANTE_PASSWORD=self.server.settings["MASTER_PASSWORD"])
        self.assertIn(done.code, (0, 1), done.err)
        self.assertGreater(self.arrived(f"{names[0]}@{domain}".lower()), 0)

    def test_several_mailboxes_below_one_root(self) -> None:
        names, user = self.office(), self.new_user()
        done = self.migrate("po", self.server.uri(user, "All/{mailbox}"))
        self.assertIn(done.code, (0, 1), done.err)
        roots = {name.split(".")[1] for name in self.server.mailboxes(user) if name.startswith("All.")}
        self.assertLessEqual(set(names), roots)

    def test_a_full_quota_stops_the_run(self) -> None:
        user = self.server.settings["SMALL_USER"]
        with self.server.connect(user) as client:
            for name in self.server.mailboxes(user):
                if client.select(f'"{name}"')[1] != [b"0"]:
                    client.store("1:*", "+FLAGS", r"\Deleted")
                client.close()
        # Much more than fits: what travels at once may get past the quota, which Dovecot looks at before it stores.
        self.assertEqual(self.run_program("forge", "much.mmf", "--messages", 1500, "--message-size", 600).code, 0)
        done = self.migrate("much.mmf", self.server.uri(user), "--report", "report")
        self.assertEqual(done.code, 74, done.err)
        self.assertIn("quota", done.err.lower())
        report = self.report_of()
        there = self.arrived(user)
        self.assertGreater(there, 0)
        self.assertEqual(report["totals"]["messages"]["delivered"], there)
        # Now it is full before anything is sent.
        done = self.migrate("much.mmf", self.server.uri(user))
        self.assertEqual(done.code, 74, done.err)


if __name__ == "__main__":
    main()
