"""Files: locked, protected, misnamed, with names no file system likes."""

import fcntl
import json
import os
import shutil
import subprocess
import unittest
from pathlib import Path

from known_bugs import PROGRAM, SAMPLES, KnownBug, main, tree
from message_file import entry, folder, inbox, message

PASSWORDS = {"basic": "VERTIGO", "pw-lower": "secret", "pw-long": "LONGPASSWORD12", "pw-31": "A" * 31}


class Passwords(KnownBug):
    def password_file(self, content: bytes) -> Path:
        path = self.dir / "password"
        path.write_bytes(content)
        return path

    def test_b02_a_file_in_use_is_read(self):
        path = self.make(inbox(message()))
        with path.open("r+b") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            fcntl.lockf(held, fcntl.LOCK_EX)
            self.assertEqual(len(self.mails(path)), 1)

    def test_b02_no_password_is_needed_and_a_wrong_one_is_told(self):
        for name in PASSWORDS:
            path = SAMPLES / f"{name}.mmf"
            plain = self.model(path)
            self.assertEqual(self.model(path, "--password-file", self.password_file(b"WRONG\n"))["folders"], plain["folders"])
            self.deliver(path, f"json:{name}.json", "--password-file", self.password_file(b"WRONG\n"), codes=(1,))
            self.assertIn("MMF-068", self.codes())

    def test_b03_accounts_and_passwords_that_differ_refuse_nothing(self):
        path = self.make(inbox(message()), accounts=[("MS:ACME/HQ/JDOE", "ONE"), ("MS:EAST/LAB/OTHER", "TWO")])
        for password in (b"ONE", b"two", b"THREE", b""):
            self.deliver(path, "json:x.json", "--password-file", self.password_file(password + b"\n"))
            self.assertEqual(self.told()["totals"]["messages"]["delivered"], 1)

    def test_b23_passwords_and_file_names_in_any_letters(self):
        path = self.make(inbox(message()), accounts=[("MS:ACME/HQ/JDOE", "GRÜSSE")])
        for name in (b"Gr\xfc\xdfe.mmf", "Grüße ñ 日本.MMF".encode(), b"-dash.mmf", b"blank name.mmf", b"\xff\xfe.mmf"):
            place = os.path.join(os.fsencode(self.dir), name)
            shutil.copy(path, place)
            out = self.dir / "out.json"
            done = subprocess.run([PROGRAM, "migrate", place, "--to", f"json:{out}", "--report", self.dir / "report"],
                                  env=self.environment(), capture_output=True, timeout=60, check=False)
            self.assertIn(done.returncode, (0, 1), done.stderr)
            self.assertEqual(json.loads(out.read_text(encoding="utf-8"))["folders"][0]["messages"][0]["subject"], "A subject")
            self.assertEqual(self.told()["totals"]["messages"]["delivered"], 1)
        self.deliver(path, "json:x.json", "--password-file", self.password_file("grüße\n".encode()))
        self.assertNotIn("MMF-068", self.codes())

    def test_b29_passwords_are_in_no_output(self):
        """Neither of the store nor of the command line, in any target, report, or on the screen."""
        secrets = ["SESAM1997", "Offen4711"]
        path = self.make(inbox(message()), book=[entry("Ann", "SMTP", "ann@example.org")],
                         accounts=[("MS:ACME/HQ/JDOE", secrets[0])])
        given = self.password_file(secrets[1].encode() + b"\n")
        out = self.dir / "out"
        targets = [f"eml:{out}/e", f"mbox:{out}/b", f"maildir:{out}/m", f"json:{out}/j.json", f"contacts:{out}/c", f"ldif:{out}/l",
                   f"pst:{out}/p?encoding=none", f"pst:{out}/a?encoding=none&format=ansi"]
        screens = []
        options = [word for target in targets for word in ("--to", target)]
        screens.append(self.run_program("migrate", path, *options, "--report", out, "--password-file", given, "--verbose"))
        for command in (("inspect", path, "--evidence"), ("inspect", path, "--json", "--evidence"), ("check", path),
                        ("dump", path), ("dump", path, "--tree")):
            screens.append(self.run_program(*command))
        content = b"".join(done.out + done.err.encode() for done in screens)
        content += b"".join(file.read_bytes() for file in out.rglob("*") if file.is_file())
        self.assertIn("A subject".encode("utf-16-le"), content, "PST and all were looked at")
        for secret in secrets:
            for form in (secret.encode(), secret.encode("utf-16-le"), secret.lower().encode()):
                self.assertNotIn(form, content)

    def test_b42_a_pst_has_no_password(self):
        for variant in ("?format=unicode", "?format=ansi"):
            self.deliver(self.make(inbox(message())), f"pst:{variant[8:]}{variant}")
            store = self.judged(next((self.dir / variant[8:]).glob("*.pst")))
            self.assertEqual(store.properties.get(0x67FF, 0), 0)


class Names(KnownBug):
    def test_b07_mailboxes_are_matched_without_case_and_mistakes_are_told(self):
        path = self.make(inbox(message()))
        for name in ("JDOE", "jdoe", "JdOe", "j*", "?DOE"):
            self.deliver(path, "json:x.json", "--user", name)
            self.assertEqual(self.told()["totals"]["messages"]["delivered"], 1, name)
        done = self.deliver(path, "json:y.json", "--user", "SOMEBODY", codes=(1, 2))
        self.assertFalse((self.dir / "y.json").exists(), "nobody is delivered under a name that was mistaken")
        self.assertIn("SOMEBODY", done.err)

    def test_b50_content_decides_and_not_the_name(self):
        path = self.make(inbox(message()))
        wanted = self.model(path)["folders"]
        for name in ("MAIL.PAB", "MAIL.PST", "MAIL.TXT", "MAIL", "MAIL.zip", "00000012.001"):
            shutil.copy(path, self.dir / name)
            self.assertEqual(self.model(self.dir / name)["folders"], wanted, name)

    def test_b50_other_files_called_mmf_are_refused_by_what_they_are(self):
        self.deliver(self.make(inbox(message())), "pst:made.pst")
        shutil.copy(self.dir / "made.pst", self.dir / "ADDRESS.MMF")
        self.assert_refused(self.run_program("migrate", self.dir / "ADDRESS.MMF", "--to", "eml:no"), 66, "Outlook")
        for content, word in ((b"MMMD\0\0\0\x20CNTI" + bytes(64), "ring"), (b"VERSION:3.00\r\nFROM: x\r\n", "text")):
            (self.dir / "FALSE.MMF").write_bytes(content)
            self.assert_refused(self.run_program("migrate", self.dir / "FALSE.MMF", "--to", "eml:no"), 66, word)
        self.assertFalse((self.dir / "no").exists())

    def test_b35_other_ways_to_the_same_file(self):
        path = self.make(inbox(message()))
        (self.dir / "link.mmf").symlink_to(path)
        (self.dir / "drive").symlink_to(self.dir)
        (self.dir / "sub").mkdir()
        for way in ("link.mmf", "drive/STORE.MMF", "sub/../STORE.MMF", "./STORE.MMF"):
            self.deliver(way, "json:x.json")
            self.assertEqual(self.told()["totals"]["messages"]["delivered"], 1, way)
        (self.dir / "dangling.mmf").symlink_to(self.dir / "nowhere")
        self.assert_refused(self.run_program("migrate", "dangling.mmf", "--to", "json:no.json"), 66, "dangling.mmf")

    def test_q238850_names_no_file_system_takes(self):
        names = ["a/b", "c\\d", "CON", "nul.txt", "x:y", "q?", "st*r", "pipe|", "<tag>", 'quo"te', "dot.", " blank ", "..", ".",
                 "tab\there", "x" * 120, "ÄÖÜ", "INBOX", "inbox"]
        path = self.make(inbox(message()), *(folder(name, [message(subject=str(number))]) for number, name in enumerate(names)))
        document = self.model(path)
        self.assertEqual([one["path"][0].replace(" (2)", "") for one in document["folders"]][1:], names)
        for target, pattern in (("eml:e", "*.eml"), ("mbox:b", "*.mbox"), ("maildir:m", "cur/*")):
            self.deliver(path, target)
            place = self.dir / target.split(":")[1]
            self.assertEqual(len(list(place.rglob(pattern))), len(names) + 1, target)
        for name in tree(self.dir / "e"):
            for part in Path(name).parts:
                self.assertNotRegex(part, r'[\\:*?"<>|\x00-\x1f]')
                self.assertFalse(part.endswith((".", " ")) or part.split(".")[0].upper() in ("CON", "NUL"), part)
        self.assertEqual(len(self.items(path)), len(names) + 1)


class Places(KnownBug):
    def test_b34_read_only_sources_are_enough(self):
        (self.dir / "source").mkdir()
        path = self.make(inbox(message()), name="source/STORE.MMF")
        path.chmod(0o444)
        path.parent.chmod(0o555)
        self.addCleanup(path.parent.chmod, 0o755)
        before = (path.read_bytes(), path.stat().st_mtime_ns)
        self.assertEqual(len(self.mails(path)), 1)
        self.assertEqual((path.read_bytes(), path.stat().st_mtime_ns), before)
        self.assertEqual(list(path.parent.iterdir()), [path], "nothing was left beside it")

    def test_b38_what_others_put_into_a_target_stays(self):
        path = self.make(inbox(message()), folder("Other", [message()]))
        for target in ("eml", "mbox", "maildir"):
            place = self.dir / target
            self.deliver(path, f"{target}:{target}")
            theirs = [place / "JDOE" / name for name in ("letter.txt", "Notes/idea.txt")]
            for file in theirs:
                file.parent.mkdir(exist_ok=True)
                file.write_text("mine")
            smaller = self.make(inbox(message()), name="SMALLER.MMF")
            for source in (path, smaller):
                self.run_program("migrate", source, "--to", f"{target}:{target}", "--overwrite")
            self.assertEqual([file.read_text() for file in theirs], ["mine"] * 2)
            self.assertEqual([name for name in tree(place) if "Other" in name and name.endswith((".eml", ".mbox"))] == [],
                             target == "maildir", "a smaller selection takes nothing away")


if __name__ == "__main__":
    main()
