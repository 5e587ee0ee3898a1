"""inspect, check and dump: what they say about samples whose content is known."""

import json

from transcript import SAMPLES, Transcript, expected, healthy_samples, main


class Inspect(Transcript):
    def inspection(self, name: str, *options: str) -> dict:
        done = self.run_program("inspect", self.sample(name), "--json", *options)
        self.assertIn(done.code, (0, 1), done.err)
        document = json.loads(done.out)
        self.assertEqual(document["schema"], "restante-inspect/1")
        self.assertEqual(len(document["sources"]), 1)
        return document["sources"][0]

    def test_counts_of_every_sample(self) -> None:
        for name in healthy_samples():
            with self.subTest(name):
                source, wanted = self.inspection(name), expected(name)
                user = source["users"][0]
                messages = [message for folder in wanted["folders"] for message in folder["messages"]]
                dates = sorted(date for message in messages if (date := message.get("received", message.get("sent"))))
                self.assertEqual(source["kind"], "mmf")
                self.assertEqual(source["size"], wanted["source"]["size"])
                self.assertEqual(user["mailbox"], wanted["mailbox"]["name"])
                self.assertEqual(user["messages"], len(messages))
                self.assertEqual(user["attachments"], sum(len(message.get("attachments", [])) for message in messages))
                self.assertEqual([folder["path"] for folder in user["folders"]], [f["path"] for f in wanted["folders"]])
                self.assertEqual(user.get("oldest"), dates[0] if dates else None)
                self.assertEqual(user.get("newest"), dates[-1] if dates else None)
                self.assertEqual(sum(user.get("years", {}).values()), len(dates))
                self.assertEqual(user["health"], "good")

    def test_network_and_postoffice(self) -> None:
        source = self.inspection("basic")
        self.assertEqual((source["network"], source["postoffice"]), ("ACME", "HQ"))

    def test_evidence(self) -> None:
        evidence = {fact["field"]: fact for fact in self.inspection("german", "--evidence")["evidence"]}
        self.assertIn("German", evidence["code page"]["established"])
        self.assertEqual(evidence["mailbox"]["value"], "MS:ACME/HQ/JDOE")
        self.assertNotIn("evidence", self.inspection("german"))

    def test_text(self) -> None:
        text = self.run_program("inspect", self.sample("basic"), "--evidence").out.decode()
        for word in ("JDOE", "Zebra äöü", "5 messages", "good", "code page = 1252"):
            self.assertIn(word, text)

    def test_damage_is_seen(self) -> None:
        self.assertNotEqual(self.run_program("inspect", SAMPLES / "corrupt/message-body.mmf").code, 0)

    def test_check(self) -> None:
        files = [self.sample(name) for name in healthy_samples()]
        done = self.run_program("check", *files)
        self.assertEqual(done.code, 0, done.out.decode())
        self.assertEqual(done.out.count(b": clean"), len(files))
        done = self.run_program("check", self.sample("basic"), SAMPLES / "corrupt/inbox-body.mmf")
        self.assertEqual(done.code, 1)
        self.assertEqual(done.out.count(b": clean"), 1)
        self.assertEqual(self.run_program("check", self.sample("basic"), "missing.mmf").code, 66)


class Dump(Transcript):
    def dump(self, *arguments: object) -> str:
        done = self.run_program("dump", *arguments)
        self.assertEqual(done.code, 0, done.err)
        return done.out.decode("utf-8")

    def test_nodes(self) -> None:
        text = self.dump(self.sample("basic"))
        for word in ("01afdead", "0f00c00f", "82496e62 'Inb'", "869aa76a", "attachment list", "map 0"):
            self.assertIn(word, text)

    def test_tree(self) -> None:
        text = self.dump(self.sample("basic"), "--tree")
        for word in ('"Inbox"', '"Budget"', "attachment: number 592614689", "'IPM'"):
            self.assertIn(word, text)

    def test_object(self) -> None:
        text = self.dump(self.sample("basic"), "--object", "869aa76a")
        for word in ("Subject", '"Budget"', "1995-08-30T10:11:12", '"Jane Roe"', "MS:ACME/HQ/JROE"):
            self.assertIn(word, text)
        self.assert_refused(self.run_program("dump", self.sample("basic"), "--object", "86000000"), 66, "86000000")

    def test_raw(self) -> None:
        self.assertIn("Budget", self.dump(self.sample("basic"), "--object", "869aa76a", "--raw"))

    def test_passwords_are_never_shown(self) -> None:
        for options in ((), ("--tree",), ("--raw",), ("--object", "80416374"), ("--object", "80416374", "--raw")):
            for name in ("basic", "altcipher-written"):
                self.assertNotIn("VERTIGO", self.dump(self.sample(name), *options))


if __name__ == "__main__":
    main()
