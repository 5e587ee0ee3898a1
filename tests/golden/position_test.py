"""Attachments stand at the right character of texts whose code page has characters of two bytes."""

import email
import email.policy
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import samples

TABLE = pathlib.Path(__file__).resolve().parents[2] / "src" / "formats" / "mmf" / "cipher_table.h"
JAPANESE = "日本語"


def tables():
    numbers = [int(one, 16) for one in re.findall(r"0x([0-9A-F]{2})\b", TABLE.read_text(encoding="utf-8"))]
    assert len(numbers) == 768
    return numbers[:256], numbers[256:512], numbers[512:]


def encipher(offset, plain):
    """The standard cipher, which deciphers as well."""
    first, second, third = tables()
    done = bytearray()
    for at, byte in enumerate(plain, offset):
        low, high = at & 0xFF, at >> 8 & 0xFF
        done.append((third[(second[(first[(byte + low) & 0xFF] + high) & 0xFF] - high) & 0xFF] - low) & 0xFF)
    return bytes(done)


def japanese_store():
    """The sample whose message holds BUDGET.XLS at byte 10, with three Japanese characters in its first six bytes."""
    store = (samples.FOLDER / "basic.mmf").read_bytes()
    plain = encipher(0x200, store[0x200:-1])
    at = plain.index(b"Dear John,\r\nplease see the attached.\r\n") + 0x200
    text = JAPANESE.encode("cp932") + b"ohn \r\n"
    return store[:at] + encipher(at, text) + store[at + len(text):]


class Position(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)
        self.addCleanup(self.scratch.cleanup)
        (self.folder / "japanese.mmf").write_bytes(japanese_store())

    def migrate(self, target):
        return subprocess.run(
            [samples.RESTANTE, "migrate", "japanese.mmf", "--to", target, "--codepage", "932", "--no-progress"],
            cwd=self.folder, capture_output=True, timeout=120, check=False,
            env={**os.environ, "XDG_STATE_HOME": self.scratch.name, "HOME": self.scratch.name}).stdout

    def test_json_counts_characters(self):
        mailbox = json.loads(self.migrate("json:-").decode("utf-8").splitlines()[0])
        found = [one for _, one in samples.messages_of(mailbox) if one.get("body", "").startswith(JAPANESE)]
        self.assertEqual(len(found), 1)
        self.assertEqual(found[0]["attachments"][0]["position"], 7)

    def test_mail_shows_the_mark_where_it_stood(self):
        self.migrate("eml:out")
        texts = []
        for path in (self.folder / "out").rglob("*.eml"):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            text = message.get_body(("plain",)).get_content()
            if JAPANESE in text:
                texts.append(text)
        self.assertEqual(len(texts), 1)
        self.assertTrue(texts[0].startswith(JAPANESE + "ohn <<BUDGET.XLS>>"), texts[0][:40])


if __name__ == "__main__":
    unittest.main()
