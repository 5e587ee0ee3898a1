"""Copies of disks in which zeros stand for sectors that could not be read: what they took is told, whatever it was."""

import collections
import json
import pathlib
import shutil
import tempfile
import unittest

import stores

SECTOR = 512
ZEROED, FOLDER_ZEROED, CHECK_ZEROED = "RCV-023", "POM-023", "CHK-047"


class ZeroedSectors(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.place = pathlib.Path(directory.name).resolve()

    def read(self, source, command="migrate"):
        """(exit code, what was delivered, warnings and errors of the report)"""
        report = self.place / "report"
        done = stores.run(command, source, "--to", "json:-", "--no-progress", "--report", report)
        documents = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
        if done.returncode == 66:  # nothing was recognised, which was said
            return 66, documents, [("RUN", "no mail")]
        findings = json.loads((report / "restante-report.json").read_text(encoding="utf-8"))["findings"]
        return done.returncode, documents, [(one["code"], one["text"]) for one in findings if one["severity"] != "info"]

    @staticmethod
    def content(documents):
        """Whatever a user would look at, of all mailboxes; not where it came from."""
        items = collections.Counter()
        for document in documents:
            for folder in document["folders"]:
                for message in folder.get("messages", []):
                    items[json.dumps([document["mailbox"].get("name"), folder["path"], message], sort_keys=True)] += 1
            for book in document["address_books"]:
                items[json.dumps([document["mailbox"].get("name"), book], sort_keys=True)] += 1
        return items

    def zero(self, path, start):
        data = bytearray(path.read_bytes())
        end = min(start + SECTOR, len(data))
        changed = any(data[start:end])
        data[start:end] = bytes(end - start)
        path.write_bytes(data)
        return changed

    def test_genuine_stores(self):
        """Every sector of every store under the usual cipher; where there are many, a hundred of them."""
        checked = 0
        for path in sorted(stores.SAMPLES.glob("*.mmf")):
            if path.name.startswith("altcipher"):
                continue
            whole = path.read_bytes()
            with self.subTest(path.name, what="as it is"):
                _, documents, before = self.read(path)
                self.assertNotIn(ZEROED, [code for code, _ in before])
                wanted = self.content(documents)
            sectors = range(0, len(whole), SECTOR)
            copy = self.place / path.name
            for start in sectors[::max(1, len(sectors) // 8)]:
                with self.subTest(path.name, start=start):
                    copy.write_bytes(whole)
                    if not self.zero(copy, start):
                        continue
                    code, documents, findings = self.read(copy)
                    if self.content(documents) == wanted:
                        continue
                    checked += 1
                    self.assertNotEqual(code, 0)
                    told = collections.Counter(findings) - collections.Counter(before)
                    self.assertTrue(told, "something else was delivered, and nobody says so")
        self.assertGreater(checked, 50)

    def test_every_sector_of_a_text_and_an_attachment(self):
        for name in ("basic", "bodies", "attachments"):
            whole = (stores.SAMPLES / f"{name}.mmf").read_bytes()
            wanted = self.content(self.read(stores.SAMPLES / f"{name}.mmf")[1])
            copy = self.place / f"{name}.mmf"
            sectors = range(0x8000, len(whole), SECTOR)
            for start in sectors[::max(1, len(sectors) // 40)]:
                with self.subTest(name, start=start):
                    copy.write_bytes(whole)
                    self.zero(copy, start)
                    code, documents, findings = self.read(copy)
                    if self.content(documents) != wanted:
                        self.assertIn(code, (1, 2, 66))
                        self.assertTrue(findings)

    def damaged_basic(self):
        """A store whose attachment BUDGET.XLS, of 3000 bytes, lost a sector."""
        copy = self.place / "basic.mmf"
        copy.write_bytes((stores.SAMPLES / "basic.mmf").read_bytes())
        self.assertTrue(self.zero(copy, 0x9200))
        return copy

    def test_the_item_is_named(self):
        code, documents, findings = self.read(self.damaged_basic())
        self.assertEqual(code, 2)
        self.assertEqual(findings, [(ZEROED, "BUDGET.XLS: 512 bytes")])
        [told] = [one for one in documents[0]["findings"] if one["code"] == ZEROED]
        self.assertEqual(told["item"], "Inbox/1")
        self.assertEqual(told["offset"], 0x9200)

    def test_recover_tells_once(self):
        code, _, findings = self.read(self.damaged_basic(), "recover")
        self.assertEqual(code, 2)
        self.assertEqual(len([one for one in findings if one[0] == ZEROED]), 1)

    def test_check_and_repair(self):
        copy, repaired = self.damaged_basic(), self.place / "new.mmf"
        checked = stores.run("check", copy)
        self.assertNotEqual(checked.returncode, 0)
        self.assertIn(CHECK_ZEROED, checked.stdout.decode())
        done = stores.run("repair", copy, repaired)
        self.assertEqual(done.returncode, 2)
        self.assertIn(ZEROED, done.stdout.decode())
        self.assertEqual(stores.run("check", repaired).returncode, 0)

    def test_every_sector_of_a_postoffice(self):
        office = self.place / "office"
        stores.run("forge", office, "--users", "3", "--seed", "5", "--kind", "retail", "--messages", "24",
                   "--attachment-size", "1500")
        _, documents, before = self.read(office)
        self.assertNotIn(ZEROED, [code for code, _ in before])
        self.assertNotIn(FOLDER_ZEROED, [code for code, _ in before])
        wanted = self.content(documents)
        copy = self.place / "copy"
        shutil.copytree(office, copy)
        met = collections.Counter()
        for path in sorted(copy.rglob("*")):
            # Of calendar files, which are not enciphered, and of mailbags, whose zeros are those of a reset, zeros say nothing.
            if not path.is_file() or "CAL" in path.parts or path.suffix in (".MBG", ".MMF", ".001", ".BAK"):
                continue
            whole = path.read_bytes()
            for start in range(0, len(whole), SECTOR):
                with self.subTest(path.relative_to(copy), start=start):
                    if not self.zero(path, start):
                        continue
                    code, documents, findings = self.read(copy)
                    if self.content(documents) != wanted:
                        self.assertNotEqual(code, 0)
                        told = collections.Counter(findings) - collections.Counter(before)
                        self.assertTrue(told, "something else was delivered, and nobody says so")
                        met.update(code for code, _ in told)
                path.write_bytes(whole)
        self.assertGreater(met[ZEROED], 20)
        self.assertGreater(met[FOLDER_ZEROED], 0)

    def test_texts_of_migration_files(self):
        office, files = self.place / "office", self.place / "files"
        stores.run("forge", office, "--users", "3", "--seed", "5", "--messages", "24", "--attachment-size", "600")
        self.assertIn(stores.run("migrate", office, "--to", f"migration:{files}").returncode, (0, 1))
        _, documents, before = self.read(files)
        self.assertNotIn(ZEROED, [code for code, _ in before])

        def texts(documents):
            return collections.Counter(one.get("body") for document in documents for one in stores.messages_of(document))

        wanted, met = texts(documents), collections.Counter()
        for path in sorted(files.glob("*.SEC")):
            whole = path.read_bytes()
            for start in range(0, len(whole), 3 * SECTOR):
                self.zero(path, start)
                code, documents, findings = self.read(files)
                if texts(documents) != wanted:
                    self.assertNotEqual(code, 0, (path.name, start))
                    self.assertTrue(collections.Counter(findings) - collections.Counter(before), (path.name, start))
                    met.update(code for code, _ in findings)
                path.write_bytes(whole)
        self.assertGreater(met[ZEROED], 3)

    def test_a_key_that_calls_everything_deleted(self):
        """Where a set bit means live, zeros mean deleted."""
        office = self.place / "office"
        stores.run("forge", office, "--users", "4", "--seed", "9", "--layout", "live-bits")
        _, documents, before = self.read(office)
        self.assertNotIn(FOLDER_ZEROED, [code for code, _ in before])
        wanted, lost = self.content(documents), 0
        for path in sorted((office / "KEY").glob("0*.KEY")):
            whole = path.read_bytes()
            path.write_bytes(bytes(len(whole)))
            _, documents, findings = self.read(office)
            if wanted - self.content(documents):
                lost += 1
                self.assertIn(FOLDER_ZEROED, [code for code, _ in findings], path.name)
                self.assertGreaterEqual(len(self.content(self.read(office, "recover")[1])), len(wanted))
            path.write_bytes(whole)
        self.assertGreater(lost, 0)


if __name__ == "__main__":
    unittest.main()
