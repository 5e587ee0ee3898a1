"""Forged postoffices with every kind of damage: nobody gets another one's mail, what is lost is what the damage says, and
one damaged mailbox never stops the others."""

import json
import re
import tempfile
import unittest
from collections import Counter
from pathlib import Path

import truth

SEEDS = (11, 12)
# Kinds that cost no mail at all, however they look.
HARMLESS = {"no-access", "no-access2", "no-access3", "cut-access2", "counts-differ", "stale-user", "swapped-records",
            "no-master", "empty-master", "bad-names", "no-names", "no-groups", "bad-chains", "no-key", "no-keys",
            "no-index", "no-serial", "junk-behind", "foreign-files", "empty-files", "block-cut", "lower-case",
            "swapped-mailbags", "same-hexid", "cut-folder"}


def kinds() -> list[str]:
    damage = truth.run("forge", "--help", codes=(0,)).stdout.split("Damage:")[1].split("Example")[0]
    return re.findall(r"^  ([a-z0-9-]+) ", damage, re.MULTILINE)


def everything(user: dict) -> Counter:
    """Of a user, deleted messages too."""
    return truth.stored_items([folder | {"messages": [one | {"live": True} for one in folder["messages"]]}
                               for folder in user["folders"]])


def identity(item: truth.Item) -> tuple:
    return item.subject, item.sent, item.text


class Damage(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-damage-")
        self.addCleanup(scratch.cleanup)
        self.dir = Path(scratch.name)

    def check(self, kind: str, seed: int) -> None:
        directory = self.dir / f"{kind}-{seed}"
        made = truth.forge(directory, "--users", 9, "--seed", seed, "--layout", "hidden", "--damage", kind)
        mailboxes = truth.migrate(directory, codes=(0, 1, 2))
        by_name = {mailbox["mailbox"].get("name"): mailbox for mailbox in mailboxes}
        owners: dict[tuple, set[str]] = {}
        for user in made["users"]:
            user["folders"] = truth.with_queue(made, user)
            for item in everything(user):
                owners.setdefault(identity(item), set()).add(user["mailbox"])
        hit = {one.get("mailbox") for one in made["damage"]}
        losses = " ".join(str(one.get("loses")) for one in made["damage"])
        for user in made["users"]:
            if user["deleted"]:
                continue
            self.assertIn(user["mailbox"], by_name)
            mailbox = by_name[user["mailbox"]]
            stored, found = truth.comparable(truth.stored_items(user["folders"]), truth.found_items(mailbox), mailbox)
            for item in truth.found_items(mailbox):
                self.assertIn(user["mailbox"], owners.get(identity(item), {user["mailbox"]}),
                              f"{item.subject} is somebody else's")
            missing = stored - found
            if kind in HARMLESS:
                self.assertEqual(missing, Counter(), f"{user['mailbox']}: missing")
            elif user["mailbox"] not in hit and user["mailbox"] not in losses:
                self.assertEqual(missing, Counter(), f"{user['mailbox']} is not the one that was hit")
        self.assertIn("", by_name)

    def test_every_kind(self) -> None:
        every = kinds()
        self.assertGreaterEqual(len(every), 30)
        self.assertLessEqual(HARMLESS, set(every))
        for kind in every:
            for seed in SEEDS:
                with self.subTest(kind=kind, seed=seed):
                    self.check(kind, seed)

    def test_r_acceptance_4_one_damaged_store_gives_2_and_the_rest_is_complete(self) -> None:
        directory = self.dir / "office"
        made = truth.forge(directory, "--users", 6, "--seed", 4)
        user = next(one for one in made["users"] if one.get("store", "").startswith("MMF/"))
        store = directory / user["store"]
        store.chmod(0o600)
        store.write_bytes(b"\x7f" * store.stat().st_size)
        out = self.dir / "out"
        done = truth.run("migrate", directory, "--to", f"json:{out}.json", "--no-progress", codes=(2,))
        self.assertIn("PO-017", done.stderr)
        mailboxes = {one["mailbox"].get("name"): one for one in truth.lines_of(Path(f"{out}.json"))}
        for other in made["users"]:
            if other["deleted"] or other is user:
                continue
            other["folders"] = truth.with_queue(made, other)
            mailbox = mailboxes[other["mailbox"]]
            stored, found = truth.comparable(truth.stored_items(other["folders"]), truth.found_items(mailbox), mailbox)
            self.assertEqual(stored - found, Counter())

    def test_r05_private_folders_need_no_mailbag(self) -> None:
        directory = self.dir / "office"
        made = truth.forge(directory, "--users", 9, "--seed", 11, "--layout", "hidden")
        for user in made["users"]:
            for place in ("MBG", "KEY"):
                path = directory / place / f"{user['hexid']}.{place}"
                if (directory / "FOLDERS" / "LOC" / user["hexid"]).is_dir() and path.exists():
                    path.unlink()
        found = sum((truth.found_items(one) for one in truth.migrate(directory, codes=(0, 1, 2))), Counter())
        kept = sum((truth.stored_items([folder | {"messages": [one for one in folder["messages"] if one["in"] == ["folder"]]}
                                        for folder in user["folders"]]) for user in made["users"]), Counter())
        self.assertGreater(sum(kept.values()), 3)
        self.assertEqual({identity(item) for item in kept} - {identity(item) for item in found}, set())

    def test_b33_access_files_of_different_length(self) -> None:
        directory = self.dir / "office"
        truth.forge(directory, "--users", 5, "--seed", 4, "--damage", "counts-differ")
        truth.run("migrate", directory, "--to", f"json:{self.dir}/out.json", "--report", self.dir, codes=(1,))
        report = json.loads((self.dir / "restante-report.json").read_text(encoding="utf-8"))
        self.assertIn("POREC-003", {finding["code"] for finding in report["findings"]})


if __name__ == "__main__":
    unittest.main()
