"""Of damaged stores: every message whose own bytes are whole is recovered, and none holds what is another's.

RESTANTE_DAMAGE_SEEDS says how many seeds (default 48); with RESTANTE_DAMAGE_FIGURES the figures go to that file.
"""

import os
import pathlib
import tempfile
import unittest
from collections import Counter

import damage
import stores

SEEDS = int(os.environ.get("RESTANTE_DAMAGE_SEEDS", "48"))
GENUINE = ["basic", "attachments", "deleted", "moved-copied", "copied-modified", "compressed", "altcipher-conv-8192",
           "altcipher-written", "schedule", "triples", "drafts-outbox"]
FORGED = [("--seed", "11", "--messages", "60"), ("--seed", "12", "--messages", "25", "--attachment-size", "9000")]
WINDOW = 16  # characters: texts that agree in so many are the same text


def windows(message):
    texts = [message.get("subject") or "", message.get("body") or ""]
    return {text[i:i + WINDOW] for text in texts for i in range(max(0, len(text) - WINDOW + 1))}


class Originals:
    def __init__(self, messages):
        self.windows = [windows(message) for message in messages]
        self.files = [set(stores.files_of(message)) for message in messages]
        self.all_windows = set().union(*self.windows)
        self.all_files = set().union(*self.files)

    def explains(self, message):
        """Everything in it that is in some original is in one and the same."""
        told, kept = windows(message) & self.all_windows, set(stores.files_of(message)) & self.all_files
        return any(told <= text and kept <= files for text, files in zip(self.windows, self.files))


class Recall(unittest.TestCase):
    def check_one(self, store, originals, seed, scratch, figures):
        kind, share, damaged = damage.damage(store.bytes, store.map_block, seed)
        path = scratch / "damaged.mmf"
        path.write_bytes(damaged.bytes)
        mailbox, code, errors = stores.read(path)
        intact = [message for message in store.messages if message["id"] in store.places
                  and damaged.is_whole(*store.places[message["id"]])]
        files = {content for content, holders in store.attachments.items()
                 if any(damaged.is_whole(*store.places[holder]) for holder in holders)}
        found = stores.messages_of(mailbox) if mailbox else []
        self.assertIn(code, (0, 1, 2) if intact else (0, 1, 2, 66), errors)
        texts = {stores.text_of(message) for message in found}
        missed = [message["id"] for message in intact if stores.text_of(message) not in texts]
        lost = files - {one for message in found for one in stores.files_of(message)}
        mixed = [message["id"] for message in found if not originals.explains(message)]
        figures[kind, share] += Counter(stores=1, intact=len(intact), recalled=len(intact) - len(missed),
                                        files=len(files), kept=len(files) - len(lost), delivered=len(found),
                                        mixed=len(mixed))
        self.assertEqual((missed, sorted(lost), mixed), ([], [], []), f"{store.path} {kind} {share} seed {seed}")

    def test_a_mixture_would_be_noticed(self):
        def message(subject, body, *files):
            return {"subject": subject, "body": body, "attachments": [{"sha256": one} for one in files]}

        one, other = message("The first of the subjects", "x" * 40, "aa"), message("Quite another subject", "y" * 40, "bb")
        originals = Originals([one, other])
        for sound in (one, other, message("The first of the subjects", "garbage that nobody wrote"), message("", "", "bb")):
            self.assertTrue(originals.explains(sound))
        for mixed in (message(one["subject"], other["body"]), message(one["subject"], "", "bb"),
                      message("", one["body"] + other["body"]), message("", "", "aa", "bb")):
            self.assertFalse(originals.explains(mixed))

    def test_random_damage(self):
        figures = {(kind.__name__, share): Counter() for kind in damage.KINDS for share in damage.SHARES}
        with tempfile.TemporaryDirectory() as directory:
            scratch = pathlib.Path(directory)
            paths = [stores.SAMPLES / f"{name}.mmf" for name in GENUINE]
            for number, options in enumerate(FORGED):
                paths.append(scratch / f"forged{number}.mmf")
                stores.run("forge", paths[-1], *options)
            known = {}
            for seed in range(SEEDS):
                path = paths[seed % len(paths)]
                if path not in known:
                    store = stores.Store(path)
                    known[path] = store, Originals(store.messages)
                with self.subTest(seed=seed, store=path.name):
                    self.check_one(*known[path], seed, scratch, figures)
        if "RESTANTE_DAMAGE_FIGURES" in os.environ:
            with open(os.environ["RESTANTE_DAMAGE_FIGURES"], "w", encoding="utf-8") as out:
                out.write("| damage | share | stores | intact messages | of them recovered | intact attachments | "
                          "of them recovered | messages delivered | with foreign content |\n")
                out.write("|---|---|---|---|---|---|---|---|---|\n")
                for (kind, share), one in figures.items():
                    out.write(f"| {kind} | {share:.0%} | {one['stores']} | {one['intact']} | {one['recalled']} | "
                              f"{one['files']} | {one['kept']} | {one['delivered']} | {one['mixed']} |\n")


if __name__ == "__main__":
    unittest.main()
