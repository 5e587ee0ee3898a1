"""verify where no identity is kept: the messages of JSON lines, and the files of address books and accounts."""

import json
import unittest
from pathlib import Path

from ledger_fixture import SAMPLES, LedgerTest, main

SOURCE = SAMPLES / "attachments.mmf"
BOOKS = ("vcard", "ldif", "directory")


class VerifyFiles(LedgerTest):
    def setUp(self) -> None:
        super().setUp()
        self.office = self.dir / "office"
        self.assertEqual(self.run_program("forge", self.office, "--users", 3, "--messages", 40, "--seed", 11).code, 0)

    def migrated(self, target: str, source: Path) -> None:
        done = self.run_program("migrate", source, "--to", target, "--ledger", "ledger.sqlite", "--quiet")
        self.assertIn(done.code, (0, 1), done.err)

    def verified(self, code: int) -> dict:
        done = self.run_program("verify", "ledger.sqlite", "--json")
        self.assertEqual(done.code, code, done.out.decode() + done.err)
        return json.loads(done.out)["targets"][0]

    def assert_doubts(self, code: int, **expected: int) -> dict:
        result = self.verified(code)
        self.assertEqual({name: result[name] for name in ("missing", "changed", "twice")},
                         {"missing": 0, "changed": 0, "twice": 0} | expected)
        return result

    def test_every_message_of_json_lines(self) -> None:
        for source in (SOURCE, self.office):
            with self.subTest(source.name):
                self.migrated("json:out.json", source)
                lines = [json.loads(line) for line in (self.dir / "out.json").read_text(encoding="utf-8").splitlines()]
                messages = sum(len(folder["messages"]) for line in lines for folder in line["folders"])
                result = self.assert_doubts(0)
                self.assertGreater(messages, 3)
                self.assertEqual((result["recorded"], result["found"], result["hashed"]), (messages,) * 3)

    def test_json_lines_that_were_changed(self) -> None:
        self.migrated("json:out.json", SOURCE)
        file = self.dir / "out.json"
        whole = file.read_bytes()
        recorded = self.verified(0)["recorded"]
        changed = whole.replace(b'"subject":"', b'"subject":"x', 1)
        self.assertNotEqual(changed, whole)
        file.write_bytes(changed)
        self.assertEqual(self.assert_doubts(2, missing=1)["others"], 1)
        file.write_bytes(whole + whole)
        self.assert_doubts(2, twice=recorded)
        file.write_bytes(whole[:-20])
        self.assertIn("in the middle of a line", self.verified(74)["unreadable"])
        file.unlink()
        self.assertIn("out.json", self.verified(74)["unreadable"])

    def test_files_of_books_and_accounts(self) -> None:
        for kind in BOOKS:
            with self.subTest(kind):
                self.migrated(f"{kind}:{kind}", self.office)
                result = self.assert_doubts(0)
                own = [path for path in (self.dir / kind).rglob("*") if path.is_file() and "restante" not in path.name]
                self.assertGreater(len(own), 2)
                self.assertEqual((result["recorded"], result["found"], result["hashed"]), (len(own),) * 3)
                victim = max(own, key=lambda path: path.stat().st_size)
                content = victim.read_bytes()
                victim.write_bytes(content[:-1] + b"#")
                items = self.assert_doubts(2, changed=1)["items"]
                self.assertEqual([(item["doubt"], item["place"]) for item in items], [("changed", str(victim.relative_to(self.dir)))])
                victim.unlink()
                self.assert_doubts(2, missing=1)
                done = self.run_program("resume", "ledger.sqlite")
                self.assertIn(done.code, (0, 1), done.err)
                self.migrated(f"{kind}:{kind}", self.office)
                self.assertEqual(victim.read_bytes(), content)
                self.assert_doubts(0)

    def test_what_cannot_be_read_again(self) -> None:
        done = self.run_program("migrate", SOURCE, "--to", "json:-", "--ledger", "ledger.sqlite", "--quiet")
        self.assertIn(done.code, (0, 1), done.err)
        self.assertIn("no file that can be read again", self.verified(1)["unreadable"])


if __name__ == "__main__":
    main()
