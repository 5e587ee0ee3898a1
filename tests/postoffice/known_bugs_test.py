"""What the old wizard did wrong with postoffices, by the numbers of docs/known-bugs.md."""

import csv
import hashlib
import shutil
import tempfile
import unittest
from collections import Counter
from pathlib import Path

import truth

HEADER = 116  # bytes of a mailbag header


def live(user: dict) -> list[dict]:
    return [message for folder in user["folders"] for message in folder["messages"] if message.get("live", True)]


class KnownBugs(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-known-bugs-")
        self.addCleanup(scratch.cleanup)
        self.dir = Path(scratch.name)
        self.office = self.dir / "office"

    def forge(self, *options: object, users: int = 8, seed: int = 6) -> dict:
        return truth.forge(self.office, "--users", users, "--seed", seed, "--layout", "hidden", *options)

    def found(self, *options: object, codes: tuple = (0, 1)) -> dict[str, Counter]:
        return {one["mailbox"].get("name", ""): truth.found_items(one)
                for one in truth.migrate(self.office, *options, codes=codes)}

    def test_b01_one_damaged_mailbox_costs_the_others_nothing(self) -> None:
        made = self.forge()
        whole = self.found()
        user = next(user for user in made["users"] if user.get("store", "").startswith("MMF/"))
        store = self.office / user["store"]
        store.write_bytes(store.read_bytes()[:3] + bytes(store.stat().st_size))
        damaged = self.found(codes=(1, 2))
        for mailbox, items in whole.items():
            if mailbox != user["mailbox"]:
                self.assertEqual(damaged[mailbox], items, mailbox)

    def test_b04_several_at_once_are_the_same_as_one_after_the_other(self) -> None:
        self.forge(users=12)
        self.assertEqual(self.found("--workers", 6), self.found("--workers", 1))

    def test_b10_b11_shared_folders_come_with_an_owner_who_exists(self) -> None:
        made = self.forge()
        names = {user["mailbox"] for user in made["users"]}
        shared = truth.migrate(self.office)[-1]
        delivered = {folder["path"][0]: folder for folder in shared["folders"]}
        self.assertTrue(made["shared_folders"])
        for folder in made["shared_folders"]:
            self.assertIn(delivered[folder["name"]].get("owner"), {folder["owner"], None})
            self.assertIn(folder["owner"], names)
            self.assertEqual(len(delivered[folder["name"]]["messages"]), len(folder["messages"]))

    def test_b19_details_of_address_templates_arrive(self) -> None:
        made = self.forge()
        truth.run("migrate", self.office, "--to", f"directory:{self.dir}/out", "--quiet")
        rows = {}
        for path in (self.dir / "out").glob("*.directory-import.csv"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows |= {row["Alias Name"]: set(row.values()) for row in csv.DictReader(file)}
        checked = 0
        for user in made["users"]:
            if user["deleted"] or user["mailbox"] not in rows:
                continue
            self.assertLessEqual(set(user["details"].values()), rows[user["mailbox"]], user["mailbox"])
            checked += len(user["details"])
        self.assertGreater(checked, 10)

    def test_b24_mail_that_arrives_after_the_first_run(self) -> None:
        made = self.forge()
        user = max((user for user in made["users"] if not user["deleted"]),
                   key=lambda one: (self.office / f"MBG/{one['hexid']}.MBG").stat().st_size)
        mailbag = self.office / f"MBG/{user['hexid']}.MBG"
        whole = mailbag.read_bytes()
        self.assertGreater(len(whole), 4 * HEADER)
        shutil.copytree(self.office, self.dir / "before")
        mailbag.write_bytes(whole[: -2 * HEADER])
        words = ("migrate", self.office, "--to", f"maildir:{self.dir}/mail", "--no-progress", "--quiet")
        truth.run(*words, codes=(0, 1))
        first = {path.name for path in (self.dir / "mail").rglob("cur/*")}
        mailbag.write_bytes(whole)
        truth.run(*words, codes=(0, 1))
        second = {path.name for path in (self.dir / "mail").rglob("cur/*")}
        self.assertLessEqual(first, second)
        truth.run("migrate", self.dir / "before", "--to", f"maildir:{self.dir}/whole", "--no-progress", "--quiet", codes=(0, 1))
        self.assertEqual(len(second), len(list((self.dir / "whole").rglob("cur/*"))))

    def test_b25_copies_of_the_inbox_arrive_once(self) -> None:
        shadows = 0
        for seed in range(6):
            shutil.rmtree(self.office, ignore_errors=True)
            made = self.forge(seed=seed)
            found = self.found()
            for user in made["users"]:
                if user["deleted"]:
                    continue
                shadows += sum(len(message["in"]) == 2 for message in live(user))
                for item, count in (found[user["mailbox"]] - truth.stored_items(truth.with_queue(made, user))).items():
                    self.fail(f"{user['mailbox']}: {item.subject} {count} times too often")
        self.assertGreater(shadows, 10)

    def test_b28_b30_b31_calendars_are_handed_over_as_they_are(self) -> None:
        self.forge()
        calendars = {path.name.upper(): path.read_bytes() for path in (self.office / "CAL").glob("*.CAL")}
        self.assertTrue(calendars)
        shared = truth.migrate(self.office)[-1]
        self.assertIn("PO-013", {finding["code"] for finding in shared["findings"]})
        folder = next(folder for folder in shared["folders"] if folder["path"] == ["Schedule+ files"])
        delivered = {part["name"].upper(): part["sha256"] for message in folder["messages"] for part in message["attachments"]}
        for name, content in calendars.items():
            self.assertEqual(delivered[name], hashlib.sha256(content).hexdigest())

    def test_b33_user_files_of_different_length(self) -> None:
        self.forge()
        whole = self.found()
        access = self.office / "GLB/ACCESS.GLB"
        content = access.read_bytes()
        for changed in (content[:586], content + bytes(586), content[:-100]):
            access.write_bytes(changed)
            found = self.found()
            for mailbox, items in whole.items():
                self.assertEqual(items - found[mailbox], Counter(), mailbox)

    def test_b52_mail_in_a_forgotten_message_file(self) -> None:
        made = self.forge()
        stranger, = made["unmatched"]
        name = stranger["account"].rsplit("/", 1)[-1]
        self.assertTrue((self.office / stranger["file"]).is_file())
        self.assertEqual(sum(self.found()[name].values()), len(stranger["messages"]))


if __name__ == "__main__":
    unittest.main()
