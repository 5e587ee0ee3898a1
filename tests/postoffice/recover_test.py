"""`restante recover` on forged postoffices: what was deleted or lost its header is delivered once, marked, and to nobody it is
not for; `migrate` stays as it was."""

import shutil
import tempfile
import unittest
from collections import Counter
from pathlib import Path

import truth

NOBODYS = "recovered"
SEEDS = (11, 12, 13)


def identity(message: dict) -> tuple:
    """Of a message in the truth or in the output: what damage and folders leave alone."""
    return message.get("subject", ""), message.get("sent", "")[:16], tuple(
        one if isinstance(one, str) else truth.address(one) for one in message.get("from", []))


def recover(directory: Path, *options: object, codes: tuple = (0, 1)) -> dict[str, dict]:
    out = directory.with_name(directory.name + ".recovered.json")
    out.unlink(missing_ok=True)
    truth.run("recover", directory, "--to", f"json:{out}", "--no-progress", "--quiet", *options, codes=codes)
    return {one["mailbox"].get("name"): one for one in truth.lines_of(out)}


def messages(mailbox: dict) -> list[dict]:
    return [message for folder in mailbox["folders"] if folder["path"] != ["Schedule+ files"]
            for message in folder["messages"]]


def local(made: dict, people: list[str]) -> set[str]:
    own = f"MS:{made['network']}/{made['postoffice']}/"
    users = {user["mailbox"] for user in made["users"] if not user["deleted"]}
    return {one.removeprefix(own) for one in people if one.startswith(own)} & users


def whole_orphans(made: dict) -> list[dict]:
    return [one for one in made["orphans"] if "attachment_file" not in one]


class Recover(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-recover-")
        self.addCleanup(scratch.cleanup)
        self.dir = Path(scratch.name)

    def owners(self, made: dict) -> dict[tuple, set[str]]:
        """Who may have a message: its holders, and the only user an orphan or a lost message is for."""
        owners: dict[tuple, set[str]] = {}
        for user in made["users"]:
            for folder in truth.with_queue(made, user):
                for message in folder["messages"]:
                    owners.setdefault(identity(message), set()).add(user["mailbox"])
                    if len(only := local(made, truth.recipients(message))) == 1:
                        owners[identity(message)] |= only
        for orphan in whole_orphans(made):
            owners.setdefault(identity(orphan), set()).update(local(made, truth.recipients(orphan)))
        return owners

    def assert_nothing_at_the_wrong_one(self, made: dict, found: dict[str, dict]) -> None:
        owners = self.owners(made)
        files = {user["mailbox"]: {part["name"] for folder in truth.with_queue(made, user)
                                   for message in folder["messages"] for part in message.get("attachments", [])}
                 for user in made["users"]}
        for user in made["users"]:
            if user["deleted"] or user["mailbox"] not in found:
                continue
            for message in messages(found[user["mailbox"]]):
                if identity(message)[2] == ("MS:TESTNET/TESTPO/Admin",):
                    continue  # what PODIAG puts in the place of a lost message
                if message["id"].startswith(("87", "89")):  # attachments of his message file that lost their message
                    self.assertLessEqual({part["name"] for part in message.get("attachments", [])}, files[user["mailbox"]])
                    continue
                self.assertIn(user["mailbox"], owners.get(identity(message), set()),
                              f"{message.get('subject')} is somebody else's")

    def assert_orphans_there(self, made: dict, found: dict[str, dict]) -> None:
        where = {name: Counter(identity(one) for one in messages(mailbox) if one.get("recovered"))
                 for name, mailbox in found.items()}
        for orphan in whole_orphans(made):
            only = local(made, truth.recipients(orphan))
            owner = only.pop() if len(only) == 1 else NOBODYS
            self.assertEqual({name: count[identity(orphan)] for name, count in where.items() if count[identity(orphan)]},
                             {owner: 1}, orphan["subject"])
        files = [one["attachment_file"] for one in made["orphans"] if "attachment_file" in one]
        loose = {part["name"] for one in messages(found[NOBODYS]) for part in one.get("attachments", [])
                 if one["id"].startswith("ATT")}
        self.assertEqual(loose, {f"{name}.ATT" for name in files})

    def test_every_orphan_and_every_deleted_message_once(self) -> None:
        for seed in SEEDS:
            with self.subTest(seed=seed):
                directory = self.dir / f"office-{seed}"
                made = truth.forge(directory, "--users", 9, "--seed", seed, "--layout", "hidden", "--messages", 150)
                self.assertGreater(len(whole_orphans(made)), 1)
                before = truth.hashes(directory)
                plain = {one["mailbox"].get("name"): one for one in truth.migrate(directory)}
                found = recover(directory)
                self.assertEqual(truth.hashes(directory), before, "the source was touched")
                self.assert_orphans_there(made, found)
                self.assert_nothing_at_the_wrong_one(made, found)
                self.assertEqual([message for mailbox in plain.values() for message in messages(mailbox)
                                  if "recovered" in message], [], "migrate digs")
                self.assertEqual(set(found) - set(plain), {NOBODYS})
                for name, mailbox in plain.items():
                    kept = Counter(identity(one) for one in messages(found[name]) if not one.get("recovered"))
                    self.assertEqual(kept, Counter(identity(one) for one in messages(mailbox)),
                                     f"{name}: recover changes what migrate delivers")
                deleted = 0
                for user in made["users"]:
                    if user["deleted"]:
                        continue
                    stored = [one for folder in user["folders"] for one in folder["messages"]]
                    live = {identity(one) for one in stored if one.get("live", True)}
                    dug = Counter(identity(one) for one in messages(found[user["mailbox"]]) if one.get("recovered"))
                    for one in stored:
                        if one.get("live", True) or one.get("gone"):
                            continue
                        deleted += 1
                        self.assertEqual(dug[identity(one)], 0 if identity(one) in live else 1,
                                         f"{user['mailbox']}: {one['subject']}")
                self.assertGreater(deleted, 3)

    def test_messages_whose_headers_are_lost(self) -> None:
        for kind in ("no-mailbag", "cut-mailbag", "all-deleted"):
            for seed in SEEDS:
                with self.subTest(kind=kind, seed=seed):
                    directory = self.dir / f"{kind}-{seed}"
                    made = truth.forge(directory, "--users", 9, "--seed", seed, "--layout", "hidden", "--messages", 150,
                                       "--damage", kind)
                    found = recover(directory, codes=(0, 1))
                    self.assert_nothing_at_the_wrong_one(made, found)
                    everywhere = Counter(one.get("subject") for mailbox in found.values() for one in messages(mailbox))
                    for loss in made["damage"][0]["loses"]:
                        subject = loss.removeprefix("header of ").partition(": ")[2]
                        self.assertGreater(everywhere[subject], 0, loss)

    def test_loose_attachments(self) -> None:
        directory = self.dir / "office"
        made = truth.forge(directory, "--users", 9, "--seed", 11, "--damage", "loose-attachments")
        found = recover(directory, codes=(0, 1, 2))
        lost = made["damage"][0]["loses"][0].partition(": ")[2]
        files = next(message["attachments"] for user in made["users"] for folder in user["folders"]
                     for message in folder["messages"] if message["subject"] == lost)
        loose = {part["sha256"] for message in messages(found[NOBODYS]) for part in message.get("attachments", [])}
        self.assertLessEqual({one["sha256"] for one in files}, loose)

    def test_half_copied_trees(self) -> None:
        whole = self.dir / "whole"
        made = truth.forge(whole, "--users", 9, "--seed", 11, "--layout", "hidden", "--messages", 150)
        stored = [message for user in made["users"] for folder in user["folders"] for message in folder["messages"]]
        for kept, places in ((("FOLDERS",), ("folder",)), (("MAI",), ("mbg",)), (("MBG", "MAI"), ("mbg",)), (("ATT",), ()),
                             (("MAI", "ATT"), ("mbg",)), (("FOLDERS", "ATT"), ("folder",)), (("GLB", "FOLDERS"), ("folder",))):
            with self.subTest(kept=kept):
                directory = self.dir / "-".join(kept)
                for name in kept:
                    shutil.copytree(whole / name, directory / name)
                found = recover(directory)
                self.assert_nothing_at_the_wrong_one(made, found)
                everything = [one for mailbox in found.values() for one in messages(mailbox)]
                wanted = {identity(one) for one in stored if set(one["in"]) & set(places) and not one.get("gone")}
                self.assertEqual(wanted - {identity(one) for one in everything}, set())
                if "ATT" in kept:
                    files = {part["sha256"] for one in stored if "mbg" in one["in"] and not one.get("gone")
                             for part in one["attachments"]}
                    self.assertGreater(len(files), 5)
                    self.assertLessEqual(files, {part["sha256"] for one in everything for part in one.get("attachments", [])})

    def test_migrate_says_that_there_is_something_left(self) -> None:
        whole, directory = self.dir / "whole", self.dir / "rest"
        truth.forge(whole, "--users", 3, "--seed", 11)
        shutil.copytree(whole / "MAI", directory / "MAI")
        refused = truth.run("migrate", directory, "--to", f"json:{self.dir}/out.json", codes=(66,))
        self.assertIn("restante recover", refused.stderr)
        truth.run("recover", self.dir / "nothing", "--to", f"json:{self.dir}/out.json", codes=(66,))

    def test_every_damage_is_survived_and_gives_nobody_another_ones_mail(self) -> None:
        help_text = truth.run("forge", "--help", codes=(0,)).stdout.split("Damage:")[1].split("Example")[0]
        kinds = [line.split()[0] for line in help_text.splitlines() if line.startswith("  ") and line[2:3].islower()]
        self.assertGreater(len(kinds), 30)
        for kind in kinds:
            with self.subTest(kind):
                directory = self.dir / kind
                made = truth.forge(directory, "--users", 7, "--seed", 14, "--layout", "hidden", "--damage", kind)
                self.assert_nothing_at_the_wrong_one(made, recover(directory, codes=(0, 1, 2)))

    def test_twice_is_no_change_and_the_marks_are_in_the_mail(self) -> None:
        directory = self.dir / "office"
        truth.forge(directory, "--users", 5, "--seed", 3, "--layout", "hidden")
        for number in range(2):
            done = truth.run("recover", directory, "--to", f"maildir:{self.dir}/out", "--no-progress", "--report",
                             self.dir / f"report{number}", codes=(1,))
            if number == 0:
                first = truth.hashes(self.dir / "out")
                self.assertRegex(done.stderr, r"\d+ of the delivered messages were recovered")
        self.assertEqual(truth.hashes(self.dir / "out"), first)
        marked = sum(b"\nX-Restante-Recovered: yes" in path.read_bytes() for path in (self.dir / "out").rglob("*")
                     if path.is_file())
        self.assertGreater(marked, 1)


if __name__ == "__main__":
    unittest.main()
