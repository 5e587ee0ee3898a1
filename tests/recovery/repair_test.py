"""repair: the new store is clean, and holds what recover finds in the damaged one."""

import hashlib
import json
import pathlib
import tempfile
import unittest

import damage
import stores

HEALTHY = sorted(stores.SAMPLES.glob("*.mmf"))
DAMAGED = sorted((stores.SAMPLES / "corrupt").glob("*.mmf"))
SEEDS = 48
MARKS = ("recovered", "confidence", "incomplete")


def plain(message):
    """Without the marks of what was dug out: in the new store nothing is."""
    kept = {key: value for key, value in message.items() if key not in MARKS}
    if not kept["id"].startswith("86"):
        kept["id"] = ""  # attachments that lost their message have one of their own now
        kept.pop("attributes", None)
    return kept


def contents(mailbox, deleted=()):
    """[(folder, hidden, its messages)] without those that were deleted."""
    folders = []
    for folder in mailbox["folders"]:
        path = "/".join(folder["path"])
        kept = [plain(message) for index, message in enumerate(folder["messages"])
                if f"{path}/{index}" not in deleted]
        folders.append((path, folder.get("hidden", False), folder["role"], folder.get("comment"), kept))
    return sorted(folders, key=lambda folder: folder[0])  # visible ones stand before hidden ones in the new store


def deleted_in(mailbox):
    """Items that the map calls free, or lie in what it calls free."""
    by_map = not any(one["code"] == "RCV-002" for one in mailbox["findings"])
    codes = ("MMF-088", "RCV-006") if by_map else ("MMF-088",)
    return {one["item"] for one in mailbox["findings"] if one["code"] in codes and "item" in one}


class Repair(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)

    def repair(self, path):
        out = self.directory / "new.mmf"
        out.unlink(missing_ok=True)
        before = hashlib.sha256(pathlib.Path(path).read_bytes()).digest()
        done = stores.run("repair", path, out, "--json")
        self.assertEqual(hashlib.sha256(pathlib.Path(path).read_bytes()).digest(), before, "the input was changed")
        return out, done

    def assert_clean(self, out, done):
        self.assertIn(done.returncode, (0, 1, 2), done.stderr)
        said = json.loads(done.stdout)
        self.assertEqual(said["remaining"], [])
        self.assertTrue(said["clean"])
        checked = stores.run("check", out)
        self.assertEqual(checked.returncode, 0, checked.stdout.decode())
        return said

    def test_healthy_stores_come_out_as_they_are(self):
        for path in HEALTHY:
            with self.subTest(path.name):
                out, done = self.repair(path)
                self.assert_clean(out, done)
                before, _, _ = stores.read(path, "migrate")
                after, _, errors = stores.read(out, "migrate")
                self.assertIsNotNone(after, errors)
                self.assertEqual(contents(after), contents(before))
                self.assertEqual(after.get("address_books"), before.get("address_books"))
                self.assertEqual(after["mailbox"], before["mailbox"])

    def test_damaged_stores(self):
        for path in DAMAGED:
            with self.subTest(path.name):
                out, done = self.repair(path)
                self.assert_clean(out, done)
                dug, _, _ = stores.read(path)
                after, _, errors = stores.read(out, "migrate")
                self.assertIsNotNone(after, errors)
                found, expected = contents(after), contents(dug, deleted_in(dug))
                self.assertEqual([folder[0] for folder in found],
                                 [folder[0] for folder in expected if folder[4] or folder[0] != "Recovered"],
                                 "a folder made for what was recovered is not there for nothing")
                for one in found:
                    other = next(folder for folder in expected if folder[0] == one[0])
                    self.assertEqual([message.get("subject") for message in one[4]],
                                     [message.get("subject") for message in other[4]])
                    self.assertEqual([message.get("body") for message in one[4]],
                                     [message.get("body") for message in other[4]])
                    self.assertEqual([stores.files_of(message) for message in one[4]],
                                     [stores.files_of(message) for message in other[4]])

    def test_random_damage_comes_out_clean(self):
        paths = [path for path in HEALTHY if path.stem in ("basic", "attachments", "pab", "copied-modified", "schedule")]
        known = {}
        for seed in range(SEEDS):
            path = paths[seed % len(paths)]
            if path not in known:
                known[path] = stores.Store(path)
            store = known[path]
            kind, share, damaged = damage.damage(store.bytes, store.map_block, seed)
            with self.subTest(seed=seed, store=path.name, kind=kind, share=share):
                broken = self.directory / "damaged.mmf"
                broken.write_bytes(damaged.bytes)
                out, done = self.repair(broken)
                if done.returncode == 66:
                    self.assertFalse(out.exists())
                    continue
                self.assert_clean(out, done)
                before, after = stores.read(broken)[0], stores.read(out, "migrate")[0]
                count = len(stores.messages_of(before)) - len(deleted_in(before))
                self.assertLessEqual(len(stores.messages_of(after)), count)
                self.assertEqual(json.loads(done.stdout)["messages"], len(stores.messages_of(after)))

    def test_nothing_is_replaced(self):
        there = self.directory / "there.mmf"
        there.write_bytes(b"mine")
        done = stores.run("repair", HEALTHY[0], there)
        self.assertEqual(done.returncode, 64)
        self.assertEqual(there.read_bytes(), b"mine")

    def test_what_is_no_message_file(self):
        other = self.directory / "other.txt"
        other.write_text("nothing of the kind\n" * 100, encoding="utf-8")
        done = stores.run("repair", other, self.directory / "new.mmf")
        self.assertEqual(done.returncode, 66)
        self.assertFalse((self.directory / "new.mmf").exists())


if __name__ == "__main__":
    unittest.main()
