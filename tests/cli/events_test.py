"""--json: one valid JSON object a line, with the names docs/events.md promises."""

import json

from transcript import KINDS, Transcript, main


class Events(Transcript):
    def events(self, *arguments: object, code: int = 0) -> list[dict]:
        done = self.run_program("migrate", *arguments, "--json")
        self.assertEqual(done.code, code, done.err)
        return [json.loads(line) for line in done.out.decode("utf-8").splitlines()]

    def test_a_whole_run(self) -> None:
        events = self.events(self.sample("basic"), "--to", "json:mail.json")
        names = [event["event"] for event in events]
        self.assertEqual(names[0], "started")
        self.assertEqual(names[-1], "summary")
        self.assertEqual(names.count("folder"), 8)
        self.assertEqual(names.count("folder-finished"), 8)
        self.assertEqual((events[0]["mailboxes"], events[0]["messages"]), (1, 5))
        summary = events[-1]
        self.assertEqual(summary["exit_code"], 0)
        for kind in KINDS:
            self.assert_balanced(summary["counts"][kind])
        self.assertTrue((self.dir / summary["report"]).exists())

    def test_findings_are_events(self) -> None:
        events = self.events(self.sample("dates"), "--to", "json:mail.json", code=1)
        findings = [event for event in events if event["event"] == "finding" and event["severity"] == "warning"]
        self.assertEqual(len(findings), 6)
        self.assertTrue(all(event["item"].startswith("Inbox/") and event["code"] for event in findings))

    def test_refusal_is_an_event(self) -> None:
        events = self.events("nowhere.mmf", "--to", "json:mail.json", code=66)
        self.assertEqual([event["event"] for event in events], ["refused"])
        self.assertEqual(events[0]["exit_code"], 66)
        self.assertIn("nowhere.mmf", events[0]["text"])


if __name__ == "__main__":
    main()
