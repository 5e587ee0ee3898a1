"""The PowerShell script holds its data and nothing else, whatever people are called."""

import base64
import re
import unittest

from accounts import Accounts
from powershell import DOUBLE_QUOTES, QUOTES, split, tokens

BLANKS = " \t\r\n"


def entries_of(text: str) -> dict[str, dict[str, list[str]]]:
    """LDIF by uid."""
    entries = {}
    for block in text.replace("\n ", "").split("\n\n"):
        entry: dict[str, list[str]] = {}
        for line in filter(None, block.splitlines()):
            name, value = line.split(":", 1)
            value = base64.b64decode(value[1:]).decode("utf-8") if value.startswith(":") else value.strip(" ")
            entry.setdefault(name, []).append(value)
        if "uid" in entry:
            entries[entry["uid"][0]] = entry
    return entries


class Script(Accounts):
    def script(self, kind: str) -> str:
        self.write(kind)
        raw, = (path.read_bytes() for path in self.files("exchange.ps1"))
        self.assertTrue(raw.startswith(b"\xef\xbb\xbf"))
        text = raw.decode("utf-8-sig")
        self.assertNotRegex(text, r"(?<!\r)\n|\r(?!\n)")
        return text

    def test_the_tokenizer_sees_what_breaks_out(self) -> None:
        for broken in ("'a' b'", "'a'; Remove-Item x", "'a\u2019; throw", "'a", "$(x)", '"x"', "'a\nb'", "`'x'"):
            with self.subTest(broken), self.assertRaises(ValueError):
                split(f"#\r\n$people = @(\r\n{broken}\r\n)\r\n$contacts = @(\r\n)\r\n$groups = @(\r\n)\r\n\r\nfunction x")
        self.assertEqual(tokens("'O''Brien'"), [("string", "O'Brien")])

    def test_the_program_part_is_the_same_for_everybody(self) -> None:
        one, hostile = (split(self.script(kind)) for kind in ("one", "hostile"))
        self.assertEqual(one[0], hostile[0])
        self.assertEqual(one[2], hostile[2])
        for text in (one[0], one[2]):
            for letter in DOUBLE_QUOTES + QUOTES[1:]:
                self.assertNotIn(letter, text)
            for opening, closing in ("()", "{}", "[]"):
                self.assertEqual(text.count(opening), text.count(closing))

    def test_no_name_breaks_out(self) -> None:
        _, data, _ = split(self.script("hostile"))
        path, = self.files("openldap.ldif")
        entries = entries_of(path.read_text(encoding="utf-8"))
        self.assertGreater(len(data["people"]), 15)
        for list_of in data.values():
            for item in list_of:
                self.assertEqual(item["DisplayName"].strip(BLANKS) or item["Alias"],
                                 entries[item["Alias"]]["cn"][0].strip(BLANKS))
                self.assertRegex(item["Alias"], r"\A[A-Za-z0-9._-]{1,64}\Z")
                self.assertRegex(item["Name"], r"\A[\x20-\x7e]{1,64}\Z")
        for person in data["people"]:
            self.assertLessEqual(len(person["Login"]), 20)
            self.assertRegex(person["Login"], r"\A[A-Za-z0-9._-]+\Z")

    def test_r29_old_addresses_are_kept(self) -> None:
        _, data, _ = split(self.script("one"))
        doe, = (person for person in data["people"] if person["Alias"] == "JDOE")
        self.assertEqual(doe["OldAddresses"], ["MS:ACME/HQ/JDOE", "MIGRATE:MS:ACME/HQ/JDOE"])
        self.assertEqual(doe["Internet"], "john.doe@example.org")
        self.assertEqual(doe["Details"], {"FirstName": "John", "LastName": "Doe", "Department": "R&D équipe",
                                          "Office": "7 B", "Phone": "+49 (30) 123-456",
                                          "OtherTelephone": "#17 ask for Jörg",
                                          "Notes": "likes tea\r\nand cake\r\nShoe size: 44"})
        exchange, = (contact for contact in data["contacts"] if contact["Name"] == "Exchange User")
        self.assertEqual(exchange["OldAddresses"], ["X500:/o=ACME/ou=SITE/cn=Recipients/cn=EXUSER"])
        everybody, = (group for group in data["groups"] if group["Alias"] == "Everybody")
        self.assertEqual(everybody["Members"], ["JDOE", "JORG", "Ann_Elsewhere", "Otto", "Inner_circle"])

    def test_b41_r23_passwords_are_made_by_a_generator_and_stand_nowhere(self) -> None:
        head, data, body = split(self.script("one"))
        self.assertIn("[System.Security.Cryptography.RandomNumberGenerator]::Create()", body)
        self.assertEqual(re.findall(r"ConvertTo-SecureString.*", body), ["ConvertTo-SecureString -String $text -AsPlainText -Force\r"])
        self.assertNotIn("Get-Random", head + body)
        self.assertNotIn("assword", str(data))
        for path in self.files(""):
            if not path.name.endswith(".ps1"):
                self.assertNotRegex(path.read_text(encoding="utf-8-sig"), "(?i)passw|unicodePwd", path.name)


if __name__ == "__main__":
    unittest.main()
