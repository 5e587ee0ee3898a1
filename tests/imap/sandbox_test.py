"""--sandbox with mail servers: names are resolved, certificates read, mail arrives as without it."""

from imap_fixture import ImapTest, main
from transcript import NO_LEAK_SEARCH


class Sandbox(ImapTest):
    def environment(self, **more: str) -> dict[str, str]:
        return super().environment(**more) | NO_LEAK_SEARCH

    def test_the_same_mail_arrives(self) -> None:
        for scheme in ("imap", "imaps"):
            for host in (self.server.settings["HOST"], "localhost"):
                with self.subTest(scheme=scheme, host=host):
                    stored = {}
                    for number, option in enumerate(((), ("--sandbox",))):
                        user = self.new_user()
                        uri = self.server.uri(user, scheme=scheme).replace(self.server.settings["HOST"], host)
                        done = self.migrate(self.sample("basic"), uri, "--timezone", "UTC", "--report", f"report-{user}",
                                            "--ledger", self.dir / f"{user}.sqlite", *option)
                        self.assertIn(done.code, (0, 1), done.err)
                        stored[number] = self.server.everything(user)
                    self.assertTrue(any(stored[0].values()))
                    self.assertEqual(stored[0], stored[1])

    def test_several_connections_and_a_second_run(self) -> None:
        self.assertEqual(self.run_program("forge", "many.mmf", "--messages", 300).code, 0)
        user = self.new_user()
        for _ in range(2):
            done = self.migrate("many.mmf", self.server.uri(user, more="&connections=3"), "--sandbox", "--report", "report")
            self.assertIn(done.code, (0, 1), done.err)
            self.assertEqual(sum(map(len, self.server.everything(user).values())), 300)


if __name__ == "__main__":
    main()
