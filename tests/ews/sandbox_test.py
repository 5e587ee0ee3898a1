"""--sandbox with an Exchange server: mail arrives as without it."""

from ews_fixture import EwsTest, main
from transcript import NO_LEAK_SEARCH


class Sandbox(EwsTest):
    def environment(self, **more: str) -> dict[str, str]:
        return super().environment(**more) | NO_LEAK_SEARCH

    def test_the_same_mail_arrives(self) -> None:
        found = []
        for option in ((), ("--sandbox",)):
            user = self.new_user()
            done = self.migrate(self.sample("basic"), self.uri(user), "--timezone", "UTC", "--report", f"report-{user}",
                                "--ledger", self.dir / f"{user}.sqlite", *option)
            self.assertIn(done.code, (0, 1), done.err)
            found.append(self.counts(user))
        self.assertTrue(found[0])
        self.assertEqual(found[0], found[1])


if __name__ == "__main__":
    main()
