"""Disks with sectors that cannot be read: everything that lies on others is delivered."""

import json
import os
import pathlib
import shutil
import subprocess
import tarfile
import tempfile
import unittest

import stores

READER = os.environ["UNREADABLE_SECTORS"]
SECTOR, PAGE = 512, 4096


class Unreadable(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.place = pathlib.Path(self.directory.name).resolve()

    def run_program(self, file, ranges, *arguments):
        environment = {**os.environ, "HOME": str(self.place), "XDG_STATE_HOME": str(self.place / "state"),
                       "LD_PRELOAD": READER, "UNREADABLE_FILE": str(file),
                       "UNREADABLE_BYTES": ",".join(f"{start}-{end}" for start, end in ranges)}
        return subprocess.run([stores.RESTANTE, *map(str, arguments)], capture_output=True, timeout=300, check=False,
                              env=environment)

    def read(self, file, ranges, command, source=None):
        done = self.run_program(file, ranges, command, source or file, "--to", "json:-", "--no-progress")
        lines = done.stdout.decode("utf-8").splitlines()
        return json.loads(lines[0]) if lines else None, done.returncode, done.stderr.decode("utf-8")

    @staticmethod
    def outside(store, start, end):
        return [message for message in store.messages if message["id"] in store.places
                and (store.places[message["id"]][1] <= start or store.places[message["id"]][0] >= end)]

    def check(self, store, start, end, command):
        mailbox, code, errors = self.read(store.path, [(start, end)], command)
        whole = self.outside(store, start, end)
        found = {message["id"]: message for message in stores.messages_of(mailbox)} if mailbox else {}
        texts = {stores.text_of(message) for message in found.values()}
        missed = [message["id"] for message in whole if stores.text_of(message) not in texts]
        self.assertEqual(missed, [], f"{command} {store.path.name} {start} to {end}: {errors}")
        return mailbox, found, code

    def test_every_sector_and_every_page(self):
        for name in ("basic", "attachments", "altcipher-written", "deleted"):
            store = stores.Store(stores.SAMPLES / f"{name}.mmf")
            self.assertTrue(store.messages)
            for size in (SECTOR, PAGE) if name == "basic" else (PAGE,):
                for start in range(0, len(store.bytes), size):
                    end = min(start + size, len(store.bytes))
                    with self.subTest(store=name, start=start, size=size):
                        mailbox, found, code = self.check(store, start, end, "recover")
                        self.assertEqual(code, 2)
                        told = [finding for finding in mailbox["findings"] if finding["code"] == "RCV-022"]
                        self.assertEqual(told[0]["offset"], start)
                        for message in found.values():
                            place = store.places.get(message["id"])
                            if place and place[0] < end and place[1] > start and end < len(store.bytes):
                                told = message.get("confidence") == "doubtful" or message.get("incomplete")
                                self.assertTrue(told, message["id"])

    def test_migrate_passes_over_what_cannot_be_read(self):
        store = stores.Store(stores.SAMPLES / "basic.mmf")
        for message in store.messages:
            start, end = store.places[message["id"]]
            with self.subTest(message["id"]):
                place = (start + 64, min(start + 65, end))
                mailbox, found, code = self.check(store, *place, "migrate")
                self.assertEqual(code, 2)
                self.assertNotIn(stores.text_of(message), map(stores.text_of, found.values()))

    def test_a_whole_piece_of_a_large_store(self):
        path = self.place / "large.mmf"
        stores.run("forge", path, "--seed", "5", "--messages", "400")
        store = stores.Store(path)
        for start in (200_000, 300_288):
            with self.subTest(start):
                self.check(store, start, start + 150_000, "recover")

    def test_repair(self):
        store = stores.Store(stores.SAMPLES / "basic.mmf")
        start = store.places[store.messages[0]["id"]][0] // SECTOR * SECTOR
        done = self.run_program(store.path, [(start, start + SECTOR)], "repair", store.path, self.place / "new.mmf")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("RCV-022", done.stdout.decode())
        texts = {stores.text_of(message) for message in stores.messages_of(stores.read(self.place / "new.mmf")[0])}
        whole = {stores.text_of(message) for message in self.outside(store, start, start + SECTOR)}
        self.assertTrue(whole)
        self.assertLessEqual(whole, texts)

    def run_all(self, source, file, start, end, command):
        """(exit code, all messages, all findings)"""
        done = self.run_program(file, [(start, end)], command, source, "--to", "json:-", "--no-progress")
        documents = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
        return (done.returncode, [one for document in documents for one in stores.messages_of(document)],
                done.stderr.decode("utf-8"))

    def test_postoffice(self):
        with tarfile.open(stores.SAMPLES.parent.parent / "corpus" / "whole_source_fuzz" / "small_postoffice.tar") as tar:
            tar.extractall(self.place / "office")
        office = self.place / "office"
        none = self.place / "none"
        for command in ("migrate", "recover"):
            _, wanted, _ = self.run_all(office, none, 0, 0, command)
            wanted = {stores.text_of(message) for message in wanted}
            self.assertGreater(len(wanted), 3)
            with self.subTest("a table", command=command):
                code, found, errors = self.run_all(office, office / "GLB" / "ACCESS.GLB", 0, 512, command)
                self.assertEqual(code, 2)
                self.assertIn("RCV-022 error:  GLB/ACCESS.GLB @0x0: 512 bytes", errors)
                self.assertLessEqual(wanted, {stores.text_of(message) for message in found})
            with self.subTest("a message", command=command):
                code, found, errors = self.run_all(office, office / "MAI" / "MA6" / "00004F16.MAI", 512, 831, command)
                self.assertEqual(code, 2)
                self.assertIn("RCV-022", errors)
                doubtful = [message for message in found if message.get("confidence") == "doubtful"]
                self.assertTrue(doubtful)
                self.assertTrue(all(message["subject"] for message in doubtful))
                whole = {stores.text_of(message) for message in found} & wanted
                self.assertEqual(len(wanted - whole), 1)

    def test_migration_files(self):
        shutil.copytree(stores.SAMPLES.parent / "migration", self.place / "set")
        _, wanted, _ = self.run_all(self.place / "set", self.place / "none", 0, 0, "recover")
        self.assertEqual(len(wanted), 4)
        # Of the rows the first section, of the texts the first message is left.
        for name, start, end, texts in (("SAMPLE.PRI", 1024, 1288, 3), ("SAMPLE.SEC", 512, 823, 2)):
            with self.subTest(name):
                code, found, errors = self.run_all(self.place / "set", self.place / "set" / name, start, end, "recover")
                self.assertEqual(code, 2)
                self.assertIn(f"{name} @0x{start:x}: {end - start} bytes", errors)
                bodies = {message.get("body") for message in found} & {message["body"] for message in wanted}
                self.assertGreaterEqual(len(bodies), texts)

    def test_a_packing_list(self):
        shutil.copytree(stores.SAMPLES.parent / "migration", self.place / "set")
        path = self.place / "set" / "SAMPLE.PKL"
        path.write_bytes(path.read_bytes() + b"\r\n" * SECTOR)
        for command in ("migrate", "recover"):
            with self.subTest(command):
                code, found, errors = self.run_all(self.place / "set", path, SECTOR, 2 * SECTOR, command)
                self.assertEqual((code, len(found)), (2, 4), errors)
                self.assertIn("RCV-022 error:  SAMPLE.PKL @0x200: 512 bytes", errors)

    def test_a_disk_image(self):
        path = self.place / "floppy.img"
        tools = {**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "MTOOLS_SKIP_CHECK": "1"}
        subprocess.run(["mkfs.fat", "-C", path, "1440"], check=True, capture_output=True, env=tools)
        subprocess.run(["mcopy", "-i", path, stores.SAMPLES / "basic.mmf", "::/"], check=True, env=tools)
        wanted = {stores.text_of(message) for message in stores.Store(stores.SAMPLES / "basic.mmf").messages}
        data = 33 * SECTOR
        for name, start, end, lost in (("the first sector", 0, SECTOR, 0),
                                       ("the first table", SECTOR, 10 * SECTOR, 0),
                                       ("both tables", SECTOR, 19 * SECTOR, 0),
                                       ("the top directory", 19 * SECTOR, 20 * SECTOR, 0),
                                       ("a page of mail", data + 40 * SECTOR, data + 48 * SECTOR, 4)):
            with self.subTest(name):
                mailbox, _, errors = self.read(path, [(start, end)], "recover")
                self.assertIsNotNone(mailbox, errors)
                texts = {stores.text_of(message) for message in stores.messages_of(mailbox)}
                self.assertLessEqual(len(wanted - texts), lost)


if __name__ == "__main__":
    unittest.main()
