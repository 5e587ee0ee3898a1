"""Of damaged sets of migration files: every message whose own bytes are whole is recovered, none holds what is another's,
and none is given to somebody else.

RESTANTE_DAMAGE_SEEDS says how many seeds (default 40); with RESTANTE_MIGRATION_FIGURES the figures go to that file.
"""

import hashlib
import json
import os
import pathlib
import tempfile
import unittest
from collections import Counter

import migration_sets
import stores

SEEDS = int(os.environ.get("RESTANTE_DAMAGE_SEEDS", "40"))
WINDOW = 16  # characters: texts that agree in so many are the same text
LOST = "recovered"


def windows(*texts):
    return {text[i:i + WINDOW] for text in texts for i in range(max(0, len(text) - WINDOW + 1))}


def digest(content):
    return hashlib.sha256(content).hexdigest()


def row_of(message):
    """What a row says, of a made message."""
    name, address = message.sender[:-1].split(" [", 1)
    sent = message.sent
    return (message.subject, (name, *address.split(":", 1)), f"{sent[:4]}-{sent[4:6]}-{sent[6:8]}T{sent[8:10]}:{sent[10:12]}")


def found_row(message):
    """The same of a recovered one."""
    people = [(one.get("name"), one.get("type"), one.get("address")) for one in message.get("from", [])]
    return message.get("subject"), people[0] if people else None, message.get("sent", "")[:16]


def files_of(message):
    return [one["sha256"] for one in message.get("attachments", []) if "sha256" in one]


class Truth:
    def __init__(self, made):
        self.made = made
        self.windows = [windows(message.subject, message.body) for message in made.messages]
        self.files = [{digest(content) for _, content in message.files} for message in made.messages]
        self.senders = [row_of(message)[1] for message in made.messages]
        self.all_windows, self.all_files = set().union(*self.windows), set().union(*self.files)

    def explains(self, mailbox, message):
        """Everything in it that is in some original is in one and the same, and whose it is, is right."""
        told = windows(message.get("subject") or "", message.get("body") or "") & self.all_windows
        kept = set(files_of(message)) & self.all_files
        sender = found_row(message)[1]
        known = sender if sender in self.senders else None
        for i, original in enumerate(self.made.messages):
            if told <= self.windows[i] and kept <= self.files[i] and known in (None, self.senders[i]):
                if mailbox in (original.owner, LOST):
                    return True
        return False


class Recall(unittest.TestCase):
    def recover(self, directory, damaged):
        options = [word if word.startswith("--") else directory / word for word in damaged.options]
        done = stores.run("recover", directory / damaged.named, *options, "--to", "json:-", "--no-progress")
        lines = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
        return lines, done.returncode, done.stderr.decode("utf-8")

    def check_one(self, seed, scratch, figures):
        made = migration_sets.MadeSet(seed)
        truth = Truth(made)
        kind, damaged = migration_sets.damage(made, seed)
        directory = scratch / f"set{seed}"
        directory.mkdir()
        for name, content in damaged.files.items():
            (directory / name).write_bytes(content)
        mailboxes, code, errors = self.recover(directory, damaged)
        found = [(one["mailbox"].get("name"), message) for one in mailboxes for folder in one["folders"]
                 for message in folder["messages"]]
        self.assertIn(code, (0, 1, 2), errors)
        rows = Counter(found_row(message) for _, message in found)
        texts = Counter((message.get("body"), tuple(files_of(message))) for _, message in found)
        both = Counter((found_row(message), message.get("body"), tuple(files_of(message))) for _, message in found)
        missed, intact = [], 0
        for message in made.messages:
            row_whole = damaged.is_whole(message.primary, message.row)
            text_whole = damaged.is_whole(message.secondary, message.chain)
            files = tuple(digest(content) for _, content in message.files)
            if not damaged.texts_restored:
                text_whole = text_whole and not files
            if row_whole and text_whole:
                intact += 1
                if not both[row_of(message), message.body, files]:
                    missed.append(("message", message.number, message.owner))
            elif text_whole and not texts[message.body, files]:
                missed.append(("text", message.number, message.owner))
            elif row_whole and not rows[row_of(message)]:
                missed.append(("row", message.number, message.owner))
        mixed = [(mailbox, message.get("subject"), (message.get("body") or "")[:30])
                 for mailbox, message in found if not truth.explains(mailbox, message)]
        unmarked = [message.get("subject") for mailbox, message in found
                    if mailbox == LOST and not message.get("recovered")]
        figures[kind] += Counter(sets=1, intact=intact, recalled=intact - sum(one[0] == "message" for one in missed),
                                 delivered=len(found), mixed=len(mixed), to_nobody=sum(one[0] == LOST for one in found))
        self.assertEqual((missed, mixed, unmarked), ([], [], []), f"{kind} seed {seed}\n{errors}")

    def test_random_damage(self):
        figures = {kind.__name__: Counter() for kind in migration_sets.KINDS}
        with tempfile.TemporaryDirectory() as directory:
            for seed in range(SEEDS):
                with self.subTest(seed=seed):
                    self.check_one(seed, pathlib.Path(directory), figures)
        if "RESTANTE_MIGRATION_FIGURES" in os.environ:
            with open(os.environ["RESTANTE_MIGRATION_FIGURES"], "w", encoding="utf-8") as out:
                out.write("| damage | sets | intact messages | of them recovered | messages delivered | "
                          "of them to nobody | mixed or with the wrong owner |\n|---|---|---|---|---|---|---|\n")
                for kind, one in figures.items():
                    out.write(f"| {kind.replace('_', ' ')} | {one['sets']} | {one['intact']} | {one['recalled']} | "
                              f"{one['delivered']} | {one['to_nobody']} | {one['mixed']} |\n")

    def test_sets_that_are_whole_are_read_as_migrate_does(self):
        with tempfile.TemporaryDirectory() as directory:
            for seed in range(6):
                place = pathlib.Path(directory) / str(seed)
                place.mkdir()
                for name, content in migration_sets.MadeSet(seed).files.items():
                    (place / name).write_bytes(content)
                results = []
                for command in ("migrate", "recover"):
                    done = stores.run(command, place, "--to", "json:-", "--no-progress")
                    self.assertEqual(done.returncode, 0, done.stderr)
                    results.append([json.loads(line)["folders"] for line in done.stdout.decode("utf-8").splitlines()])
                self.assertEqual(results[0], results[1])

    def test_a_mixture_would_be_noticed(self):
        made = migration_sets.MadeSet(3)
        truth = Truth(made)
        one, other = made.messages[0], made.messages[-1]
        self.assertNotEqual(one.owner, other.owner)
        sound = {"subject": one.subject, "body": one.body}
        self.assertTrue(truth.explains(one.owner, sound))
        self.assertTrue(truth.explains(LOST, sound))
        self.assertFalse(truth.explains(other.owner, sound))
        self.assertFalse(truth.explains(one.owner, {"subject": one.subject, "body": other.body}))
        self.assertFalse(truth.explains(LOST, {"body": one.body + other.body}))


if __name__ == "__main__":
    unittest.main()
