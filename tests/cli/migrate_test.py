"""A run from end to end: reports, selection, several targets, dry run, doing it twice."""

import json
import os

from transcript import PROGRAM, Transcript, expected, healthy_samples, main, tree


class Migrate(Transcript):
    def test_report_beside_the_target(self) -> None:
        done = self.run_program("migrate", self.sample("basic"), "--to", "json:out/mail.json")
        self.assertEqual(done.code, 0, done.err)
        report = self.report(self.dir / "out/mail.restante-report.json")
        self.assertEqual(report["exit_code"], 0)
        self.assertEqual(report["totals"]["mailboxes"], {"found": 1, "delivered": 1, "skipped": 0, "failed": 0})
        self.assertEqual(report["totals"]["messages"]["delivered"], 5)
        self.assertEqual(report["totals"]["attachments"]["delivered"], 2)
        self.assertIn("out/mail.restante-report.txt", done.err)
        self.assertIn("basic.mmf", (self.dir / "out/mail.restante-report.txt").read_text(encoding="utf-8"))

    def test_report_in_the_state_directory(self) -> None:
        done = self.run_program("migrate", self.sample("basic"), "--to", "json:-")
        reports = list(self.home.glob(".local/state/restante/basic-*/restante-report.json"))
        self.assertEqual(len(reports), 1, done.err)
        self.report(reports[0])
        state = self.dir / "state"
        self.run_program("migrate", self.sample("basic"), "--to", "json:-", XDG_STATE_HOME=str(state))
        self.assertEqual(len(list(state.glob("restante/*/restante-report.txt"))), 1)

    def test_report_where_asked_for(self) -> None:
        self.run_program("migrate", self.sample("basic"), "--to", "json:-", "--report", "here")
        self.report(self.dir / "here/restante-report.json")
        self.assertEqual(tree(self.home), {})

    def test_numbers_agree_with_what_is_in_the_samples(self) -> None:
        for name in healthy_samples():
            with self.subTest(name):
                self.run_program("migrate", self.sample(name), "--to", f"json:{name}.json")
                totals = self.report(self.dir / f"{name}.restante-report.json")["totals"]
                wanted = expected(name)
                messages = [message for folder in wanted["folders"] for message in folder["messages"]]
                entries = [entry for book in wanted["address_books"] for entry in book["entries"]]
                groups = sum(1 for entry in entries if entry.get("group"))
                self.assertEqual(totals["folders"]["delivered"], len(wanted["folders"]))
                self.assertEqual(totals["messages"]["delivered"], len(messages))
                self.assertEqual(totals["attachments"]["delivered"], sum(len(m.get("attachments", [])) for m in messages))
                self.assertEqual(totals["groups"]["delivered"], groups)
                self.assertEqual(totals["contacts"]["delivered"], len(entries) - groups)

    def test_twice_gives_the_same_bytes(self) -> None:
        targets = [word for target in ("json:out/mail.json", "maildir:out/maildir", "mbox:out/mbox", "eml:out/eml")
                   for word in ("--to", target)]

        def mail() -> dict[str, str]:
            return {name: content for name, content in tree(self.dir).items() if "restante-report" not in name}

        self.run_program("migrate", self.sample("attachments"), *targets)
        first = mail()
        done = self.run_program("migrate", self.sample("attachments"), *targets)
        self.assertIn(done.code, (0, 1), done.err)
        self.assertEqual(mail(), first)
        self.assertFalse([name for name in tree(self.dir) if name.endswith((".partial", "-tmp"))])

    def test_two_machines_write_the_same_bytes(self) -> None:
        results = []
        for name in ("here", "there"):
            place = self.dir / name
            place.mkdir()
            self.run_program("migrate", self.sample("attachments"), "--to", f"json:{name}/mail.json")
            self.run_program("migrate", self.sample("attachments"), "--to", f"maildir:{name}/md", "--report", f"{name}/report")
            results.append(tree(place))
        for report in ("mail.restante-report.json", "mail.restante-report.txt", "report/restante-report.json",
                       "report/restante-report.txt"):
            text = [(self.dir / name / report).read_text(encoding="utf-8").replace(f":{name}/", ":X/")
                    for name in ("here", "there")]
            self.assertEqual(text[0], text[1])
            for result in results:
                del result[report]
        self.assertEqual(results[0], results[1])

    def test_several_targets_at_once(self) -> None:
        done = self.run_program("migrate", self.sample("basic"), "--to", "json:mail.json", "--to", "maildir:md",
                                "--to", "mbox:mb", "--to", "eml:em")
        self.assertIn(done.code, (0, 1), done.err)
        report = self.report(self.dir / "mail.restante-report.json")
        self.assertEqual(report["totals"]["messages"]["delivered"], 5)
        self.assertEqual(sum(1 for path in (self.dir / "em").rglob("*.eml")), 5)
        self.assertEqual(sum(1 for path in (self.dir / "md").rglob("*") if path.parent.name in ("cur", "new")), 5)

    def test_dry_run_writes_nothing(self) -> None:
        done = self.run_program("migrate", self.sample("basic"), "--to", "maildir:out", "--to", "json:x/mail.json", "--dry-run")
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("dry run", done.err)
        self.assertRegex(done.err, r"messages +5 +5 +0 +0")
        self.assertEqual((tree(self.dir), tree(self.home)), ({}, {}))

    def test_selection(self) -> None:
        def subjects(*options: object) -> list[str]:
            return [message["subject"] for folder in self.document("basic", *options)["folders"]
                    for message in folder["messages"]]

        self.assertEqual(subjects("--folder", "inbox"), ["already read", "Budget", "In alpha"])
        self.assertEqual(subjects("--folder", "Inbox/Pro*"), ["In alpha"])
        self.assertEqual(subjects("--folder", "Sent*", "--folder", "Zebra*"), ["RE: Budget", "Ümläut €"])
        self.assertEqual(subjects("--since", "1995-08-30T10:15:00"), ["Budget", "RE: Budget"])
        self.assertEqual(subjects("--until", "1995-01-01"), ["In alpha"])
        self.assertEqual(subjects("--no-mail"), [])
        self.assertEqual(subjects("--user", "jd*"), ["already read", "Budget", "In alpha", "RE: Budget", "Ümläut €"])

    def test_undated_messages_always_pass(self) -> None:
        undated = sum(1 for folder in expected("no-atts")["folders"] for message in folder["messages"]
                      if "received" not in message and "sent" not in message)
        self.assertGreater(undated, 0)
        document = self.document("no-atts", "--since", "2100-01-01")
        self.assertEqual(sum(len(folder["messages"]) for folder in document["folders"]), undated)

    def test_skipped_is_counted(self) -> None:
        self.run_program("migrate", self.sample("basic"), "--to", "json:mail.json", "--folder", "Inbox", "--since", "1995-08-30")
        totals = self.report(self.dir / "mail.restante-report.json")["totals"]
        self.assertEqual(totals["messages"], {"found": 5, "delivered": 1, "skipped": 4, "failed": 0})

    def test_without_contacts_and_ole(self) -> None:
        self.assertEqual(self.document("pab", "--no-contacts")["address_books"], [])
        kinds = {attachment["kind"] for folder in self.document("attachments", "--no-ole")["folders"]
                 for message in folder["messages"] for attachment in message.get("attachments", [])}
        self.assertEqual(kinds, {"file", "picture"})

    def test_patterns_that_match_nothing_are_reported(self) -> None:
        for option, value in (("--folder", "Nowhere"), ("--user", "NOBODY")):
            done = self.run_program("migrate", self.sample("basic"), "--to", "json:mail.json", option, value)
            self.assertEqual(done.code, 1, done.err)
            self.assertIn(value, done.err)

    def test_contacts_that_no_target_carries_are_named(self) -> None:
        done = self.run_program("migrate", self.sample("pab"), "--to", "eml:out")
        self.assertEqual(done.code, 1, done.err)
        self.assertIn("5 contacts and 2 groups", done.err)
        done = self.run_program("migrate", self.sample("pab"), "--to", "eml:out", "--no-contacts")
        self.assertEqual(done.code, 0, done.err)

    def test_RUN_004_names_the_targets_that_carry_address_books(self) -> None:
        self.run_program("migrate", self.sample("pab"), "--to", "eml:out")
        text = (self.dir / "out/restante-report.txt").read_text(encoding="utf-8")
        report = self.report(self.dir / "out/restante-report.json")
        self.assertIn("RUN-004", json.dumps(report))
        for target in ("contacts:DIR", "ldif:DIR", "pst:DIR", "json:FILE"):
            self.assertIn(target, text)
            place = target.replace("DIR", "to").replace("FILE", "to.json").replace(":", ":" + target.split(":")[0] + "-")
            done = self.run_program("migrate", self.sample("pab"), "--to", "eml:again", "--to", place, "--overwrite")
            self.assertNotIn("RUN-004", json.dumps(self.report(self.dir / "again/restante-report.json")), done.err)

    def test_RUN_007_says_that_there_is_nothing_to_leave_out(self) -> None:
        help_text = " ".join(self.run_program("migrate", "--help").out.decode().split())
        for option in ("--no-shared", "--no-calendar"):
            done = self.run_program("migrate", self.sample("basic"), "--to", f"json:{option}.json", option, "--verbose")
            self.assertEqual(done.code, 0, done.err)  # worth knowing, no warning
            self.assertIn(f"{option}: the source holds nothing of the kind", done.err)
            report = self.report(self.dir / f"{option}.restante-report.json")
            findings = [one for one in json.dumps(report).split("{") if "RUN-007" in one]
            self.assertEqual(len(findings), 1)
            self.assertIn(option, findings[0])
            self.assertRegex(help_text, option + r" No [a-z ]+; a message file has none, and RUN-007 says so")
        for options in ((), ("--no-contacts",), ("--no-ole",)):
            self.run_program("migrate", self.sample("basic"), "--to", "json:plain.json", *options)
            self.assertNotIn("RUN-007", json.dumps(self.report(self.dir / "plain.restante-report.json")))

    def test_password_is_checked_but_never_needed(self) -> None:
        (self.dir / "right.txt").write_bytes(b"VERTIGO\r\nsecond line\n")
        (self.dir / "wrong.txt").write_bytes(b"WRONG\n")
        for name, code in (("right.txt", 0), ("wrong.txt", 1)):
            done = self.run_program("migrate", self.sample("basic"), "--to", "json:-", "--password-file", name)
            self.assertEqual(done.code, code, done.err)
            self.assertNotIn(b"VERTIGO", done.out)
            self.assertNotIn("VERTIGO", done.err)
            self.assertEqual(len(json.loads(done.out)["folders"]), 8)

    def test_quiet_says_nothing_when_all_is_well(self) -> None:
        done = self.run_program("migrate", self.sample("basic"), "--to", "json:mail.json", "--quiet")
        self.assertEqual((done.code, done.out, done.err), (0, b"", ""))

    def test_no_colour_without_a_terminal(self) -> None:
        for arguments in (("migrate", self.sample("basic"), "--to", "json:x", "--verbose"), ("nonsense",)):
            self.assertNotIn("\x1b", self.run_program(*arguments, TERM="xterm").err)

    def test_begun_inside_the_source(self) -> None:
        """Files are refused there, and what is no file is not taken for one."""
        (self.dir / "box.mmf").write_bytes(self.sample("basic").read_bytes())
        for target in ("maildir:out", "json:out.json"):
            self.assert_refused(self.run_program("migrate", ".", "--to", target), 64, "lies in the source")
        self.assert_refused(self.run_program("migrate", ".", "--to", "maildir:."), 64, "is the source")
        done = self.run_program("migrate", ".", "--to", "json:-", "--quiet")
        self.assertIn(done.code, (0, 1), done.err)
        self.assertGreater(len(done.out), 1000)
        done = self.run_program("migrate", ".", "--to", "imap://bob@127.0.0.1:1/?starttls=no", "--patience", 0, RESTANTE_PASSWORD="x")
        self.assertEqual(done.code, 69, done.err)

    def test_source_is_untouched(self) -> None:
        source = self.dir / "box.mmf"
        source.write_bytes(self.sample("basic").read_bytes())
        source.chmod(0o444)
        os.utime(source, (1, 1))
        for arguments in (("migrate", source, "--to", "mbox:out"), ("inspect", source), ("check", source), ("dump", source)):
            self.assertEqual(self.run_program(*arguments).code, 0)
        self.assertEqual(source.read_bytes(), self.sample("basic").read_bytes())
        self.assertEqual(source.stat().st_mtime, 1)

    def test_program_is_named(self) -> None:
        self.assertTrue(os.path.exists(PROGRAM), "set RESTANTE to the built program")


if __name__ == "__main__":
    main()
