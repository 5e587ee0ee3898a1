"""Split files, slices of disk images, and what migrate says about damage."""

import pathlib
import random
import tempfile
import unittest

import stores

SAMPLE = stores.SAMPLES / "basic.mmf"


def texts(mailbox):
    """Of messages, not of attachments that lost theirs."""
    return sorted(stores.text_of(message) for message in stores.messages_of(mailbox) if message["id"].startswith("86"))


class Pieces(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)
        self.whole, _, _ = stores.read(SAMPLE)
        self.bytes = SAMPLE.read_bytes()

    def write(self, name, content):
        path = self.directory / name
        path.write_bytes(content)
        return path

    def recover(self, *arguments):
        done = stores.run("recover", *arguments, "--to", "json:-", "--no-progress")
        lines = done.stdout.decode("utf-8").splitlines()
        self.assertTrue(lines, done.stderr.decode("utf-8"))
        return stores.json.loads(lines[0]), done

    def codes(self, mailbox):
        return {finding["code"] for finding in mailbox["findings"]}

    def test_pieces_in_their_order_are_the_whole(self):
        cuts = [0, 20_000, 33_333, len(self.bytes)]
        first, second, third = (self.write(f"part{i}", self.bytes[cuts[i]:cuts[i + 1]]) for i in range(3))
        mailbox, done = self.recover(first, "--piece", second, "--piece", third)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(texts(mailbox), texts(self.whole))

    def test_a_piece_that_is_missing(self):
        first, third = self.write("a", self.bytes[:24_000]), self.write("c", self.bytes[26_048:])
        mailbox, done = self.recover(first, "--piece", third)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(texts(mailbox), texts(self.whole))
        self.assertIn("RCV-009", self.codes(mailbox))

    def test_only_the_last_piece(self):
        tail = self.write("tail", self.bytes[0x8200:])
        mailbox, _ = self.recover(tail)
        self.assertEqual(texts(mailbox), texts(self.whole))
        self.assertTrue({"RCV-001", "RCV-002", "RCV-007"} <= self.codes(mailbox), self.codes(mailbox))

    def test_a_slice_of_an_image(self):
        dice = random.Random(1)
        for before in (512, 1000, 4096, 70_001):
            with self.subTest(before=before):
                image = self.write("image", dice.randbytes(before) + self.bytes + dice.randbytes(2048))
                mailbox, _ = self.recover(image)
                self.assertEqual(texts(mailbox), texts(self.whole))
                self.assertIn("RCV-007", self.codes(mailbox))

    def test_the_objects_of_a_store_without_header_inside_other_data(self):
        dice = random.Random(2)
        image = self.write("image", dice.randbytes(700) + self.bytes[0x8200:] + dice.randbytes(700))
        mailbox, _ = self.recover(image)
        self.assertEqual(texts(mailbox), texts(self.whole))

    def test_migrate_says_that_recover_may_find_more(self):
        done = stores.run("migrate", stores.SAMPLES / "corrupt/message-body.mmf", "--to", f"eml:{self.directory}/out")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"restante recover may find more", done.stderr)
        done = stores.run("migrate", stores.SAMPLES / "corrupt/header-zeroed.mmf", "--to", f"eml:{self.directory}/no")
        self.assertEqual(done.returncode, 66)
        self.assertIn(b"restante recover", done.stderr)
        done = stores.run("migrate", SAMPLE, "--to", f"eml:{self.directory}/fine")
        self.assertEqual(done.returncode, 0)
        self.assertNotIn(b"recover", done.stderr)

    def test_confidence_is_told_in_every_target(self):
        store = self.write("bare.mmf", self.bytes[0x8200:])
        mailbox, _ = self.recover(store)
        self.assertTrue(all(message["recovered"] for message in stores.messages_of(mailbox)))
        lost = [folder for folder in mailbox["folders"] if folder["path"] == ["Recovered attachments"]]
        self.assertEqual([message["confidence"] for folder in lost for message in folder["messages"]], ["probable"])
        stores.run("recover", store, "--to", f"eml:{self.directory}/out")
        mails = [path.read_bytes() for path in (self.directory / "out").rglob("*.eml")]
        probable = sum(message.get("confidence") == "probable" for message in stores.messages_of(mailbox))
        self.assertEqual(sum(b"\nX-Restante-Confidence: probable" in mail for mail in mails), probable)


if __name__ == "__main__":
    unittest.main()
