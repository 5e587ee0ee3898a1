"""Passwords are checked when given, completely and without case, and never needed."""

import tempfile
import unittest

import samples


def findings_with_password(name, password):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write(password + "\n")
        file.flush()
        code, mailbox, errors = samples.migrate(f"{name}.mmf", "--password-file", file.name)
    return code, [one for one in mailbox["findings"] if one["code"] == "MMF-068"], errors


class Passwords(unittest.TestCase):
    def test_right_ones_are_silent_whatever_their_case_and_length(self):
        for name, password in (("basic", "vertigo"), ("pw-short", "ABC"), ("pw-long", "LongPassword12"),
                               ("pw-31", "A" * 31), ("pw-lower", "SECRET"), ("accounts-two", "same")):
            with self.subTest(name):
                code, findings, errors = findings_with_password(name, password)
                self.assertEqual((code, findings), (0, []), errors)

    def test_a_wrong_one_is_a_warning_and_everything_is_delivered(self):
        for password in ("VERTIG", "VERTIGOX"):
            with self.subTest(password):
                code, findings, errors = findings_with_password("basic", password)
                self.assertEqual(code, 1, errors)
                self.assertEqual(len(findings), 1)
                self.assertEqual(findings[0]["severity"], "warning")


if __name__ == "__main__":
    unittest.main()
