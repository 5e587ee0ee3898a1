"""Nothing is lost without a word, nothing is doubled, and numbers agree."""

import shutil
import unittest

from known_bugs import SAMPLES, KnownBug, main, store, text_of, tree
from message_file import attachment, entry, folder, inbox, message

CORRUPT = sorted(SAMPLES.joinpath("corrupt").glob("*.mmf"))


class Damage(KnownBug):
    def test_b01_no_damage_hangs_or_costs_the_rest(self):
        """run_program gives each a minute; some are not stores any more and are refused."""
        self.assertGreater(len(CORRUPT), 20)
        for path in CORRUPT:
            with self.subTest(path.stem):
                place = self.dir / path.stem
                done = self.run_program("migrate", path, "--to", f"eml:{place}/mail", "--report", place / "report")
                self.assertIn(done.code, (0, 1, 2, 66), done.err)
                if done.code != 66:
                    self.report(place / "report" / "restante-report.json")

    def test_b01_loops_end(self):
        circle = [entry("One", members=[1, 2]), entry("Two", members=[0]), entry("Ann", "SMTP", "ann@example.org")]
        path = self.make(inbox(message()), book=circle)
        for target in ("json:a.json", "contacts:cards", "ldif:ldif", "pst:outlook"):
            self.deliver(path, target)
        self.assertEqual(self.told()["totals"]["groups"]["delivered"], 2)

    def test_b49_copies_in_several_folders_keep_text_and_attachments(self):
        for name in ("moved-copied", "copied-modified"):
            path = SAMPLES / f"{name}.mmf"
            document = self.model(path)
            self.assertFalse([one for one in document["folders"] if "orphan" in "/".join(one["path"]).lower()])
            messages = [one for each in document["folders"] for one in each["messages"]]
            mails = self.mails(path, place=name)
            self.assertEqual(len(mails), len(messages))
            for mail in mails:
                stored = next(one for one in messages if one["id"] == mail["X-Restante-Id"])
                self.assertEqual(len([part for part in mail.iter_attachments()
                                      if part["X-Restante-Part"].startswith("number=")]), len(stored.get("attachments", [])))
                self.assertTrue("body" in stored or mail["X-Restante-No-Body"])

    def test_b49_the_source_is_never_repaired_in_place(self):
        for path in CORRUPT:
            copy = self.dir / path.name
            shutil.copy(path, copy)
            self.run_program("migrate", copy, "--to", f"json:{path.stem}.json")
            self.assertEqual(copy.read_bytes(), path.read_bytes(), path.stem)
        self.assertFalse([name for name in tree(self.dir) if name.lower().endswith((".bak", ".001"))])


class Counts(KnownBug):
    def test_q230068_success_means_that_everything_is_there(self):
        for path in CORRUPT:
            with self.subTest(path.stem):
                place = self.dir / path.stem
                done = self.run_program("migrate", path, "--to", f"json:{place}.json", "--report", place)
                if done.code == 66:
                    continue
                report = self.report(place / "restante-report.json")
                failed = sum(report["totals"][kind]["failed"] for kind in report["totals"])
                severe = any(one["severity"] == "error" for one in report["findings"] + report["losses"])
                self.assertEqual(done.code == 2, bool(failed or severe or report["failed"]), done.err)
                self.assertEqual(report["exit_code"], done.code)

    def test_q230068_as_many_files_as_messages_counted(self):
        path = self.make(inbox(*(message(subject=f"n{number}") for number in range(250))), folder("Other", [message()] * 7))
        self.assertEqual(len(self.mails(path)), 257)
        self.assertEqual(self.told()["totals"]["messages"], {"found": 257, "delivered": 257, "skipped": 0, "failed": 0})
        self.assertEqual(len(self.items(path)), 257)

    def test_q249883_every_failed_item_is_named(self):
        named = 0
        for path in CORRUPT:
            done = self.run_program("migrate", path, "--to", f"eml:{path.stem}", "--report", f"{path.stem}-report")
            if done.code == 66:
                continue
            report = self.report(self.dir / f"{path.stem}-report" / "restante-report.json")
            for kind in ("message", "attachment"):
                lost = sum(one.get("count", 1) for one in report["failed"] if one["kind"] == kind and "target" not in one)
                self.assertEqual(lost, report["totals"][f"{kind}s"]["failed"], path.stem)
            for one in report["failed"]:
                self.assertTrue(one["item"] and one["text"], one)
                named += 1
            for one in report["findings"]:
                self.assertTrue(one["code"] and one["text"] and one["meaning"] and one["remedy"])
        self.assertGreater(named, 0)

    def test_q194920_a_missing_text_is_never_silent(self):
        path = self.make(inbox(message(body=None), message(body=b"\0"), message()))
        absent, empty, whole = self.mails(path)
        self.assertEqual(absent["X-Restante-No-Body"], "yes")
        self.assertIsNone(empty["X-Restante-No-Body"])
        self.assertEqual(text_of(whole), "A text\n")
        lost = self.run_program("migrate", SAMPLES / "corrupt" / "message-body.mmf", "--to", "eml:lost", "--report", "lost-report")
        self.assertEqual(lost.code, 2, "a message whose text cannot be read")
        report = self.report(self.dir / "lost-report" / "restante-report.json")
        self.assertTrue([one for one in report["findings"] if one["severity"] == "error" and one["item"]])

    def test_q194218_mailboxes_without_mail_are_delivered(self):
        path = self.make(folder("Inbox", role="inbox"), folder("Empty"))
        for target in ("eml:e", "mbox:b", "maildir:m", "pst:p", "json:j.json"):
            self.deliver(path, target)
            self.assertEqual(self.told()["totals"]["mailboxes"], {"found": 1, "delivered": 1, "skipped": 0, "failed": 0})
            self.assertEqual(self.told()["totals"]["folders"]["delivered"], 2)
        self.assertTrue((self.dir / "e/JDOE/Empty").is_dir())
        self.assertIn(("Empty",), self.judged(next((self.dir / "p").glob("*.pst"))).folders)


class Again(KnownBug):
    def test_b24_a_later_run_brings_what_came_since(self):
        old = [message(subject="one"), message(subject="two")]
        for target, pattern in (("eml", "*.eml"), ("maildir", "cur/*")):
            path = self.make(inbox(*old))
            self.deliver(path, f"{target}:{target}")
            before = tree(self.dir / target)
            path = self.make(inbox(*old, message(subject="came since")))
            self.deliver(path, f"{target}:{target}")
            after = tree(self.dir / target)
            new = [name for name in after if name not in before]
            self.assertEqual(len(new), 1, new)
            self.assertIn(b"came since", (self.dir / target / new[0]).read_bytes())
            self.assertEqual([name for name in before if after.get(name) != before[name] and not name.endswith(".json")], [])
            self.assertEqual(self.told()["already_there"], 2)
            self.assertEqual(self.told()["totals"]["messages"]["delivered"], 3)
            self.assertEqual(len(list((self.dir / target).rglob(pattern))), 3)

    def test_b24_mbox_and_pst_hold_it_too(self):
        for target, count in (("mbox:box", self.count_mbox), ("pst:outlook", self.count_pst)):
            self.deliver(self.make(inbox(message(subject="one"))), target)
            self.deliver(self.make(inbox(message(subject="one"), message(subject="two"))), target)
            self.assertEqual(count(), 2)

    def count_mbox(self) -> int:
        return next((self.dir / "box").rglob("*.mbox")).read_bytes().count(b"\nX-Restante-Item:")

    def count_pst(self) -> int:
        return len(self.judged(next((self.dir / "outlook").glob("*.pst"))).items())

    def test_b26_equal_messages_are_all_delivered(self):
        """Same date, same sender, same text: they are as many as they are."""
        path = self.make(inbox(*[message()] * 5), folder("Copies", [message()] * 3))
        self.assertEqual(len(self.mails(path)), 8)
        for target in ("maildir:maildir", "mbox:box"):
            self.deliver(path, target)
            self.assertEqual(self.told()["totals"]["messages"]["delivered"], 8)
        self.assertEqual(len(self.maildir()), 8)
        self.assertEqual(sum(box.read_bytes().count(b"\nX-Restante-Item:") for box in (self.dir / "box").rglob("*.mbox")), 8)
        self.assertEqual(len(self.items(path)), 8)

    def test_b26_a_second_run_doubles_nothing(self):
        book = [entry("Ann", "SMTP", "ann@example.org"), entry("Ann", "SMTP", "ann@example.org"), entry("All", members=[0, 1])]
        path = self.make(inbox(*[message([attachment("A.TXT", b"x")])] * 4), book=book)
        targets = ("eml:e", "mbox:b", "maildir:m", "pst:p", "json:j.json", "contacts:c", "ldif:l")
        options = [word for target in targets[1:] for word in ("--to", target)]
        self.deliver(path, targets[0], *options)
        first = tree(self.dir)
        for _ in range(2):
            self.deliver(path, targets[0], *options)
            changed = [name for name, content in tree(self.dir).items() if first.get(name) != content and "report" not in name]
            self.assertEqual(changed, [])
        self.assertEqual(next((self.dir / "c").rglob("*.vcf")).read_text(encoding="utf-8").count("BEGIN:VCARD"), 3)


if __name__ == "__main__":
    main()
