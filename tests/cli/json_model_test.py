"""json:- says exactly what the original store engine was given, for every healthy sample."""

import json

from transcript import SAMPLES, Transcript, expected, healthy_samples, main

# Warnings these samples deserve: they hold dates that do not exist.
GUESSED_OR_LOST = {"dates"}


class JsonModel(Transcript):
    def test_every_healthy_sample(self) -> None:
        names = healthy_samples()
        self.assertGreaterEqual(len(names), 40)
        for name in names:
            with self.subTest(name):
                done = self.run_program("migrate", self.sample(name), "--to", "json:-")
                self.assertEqual(done.code, 1 if name in GUESSED_OR_LOST else 0, done.err)
                self.assertEqual(done.out.count(b"\n"), 1)
                self.compare(json.loads(done.out), expected(name))

    def compare(self, got: dict, wanted: dict) -> None:
        self.assertEqual(got.pop("source") | {"path": wanted["source"]["path"]}, wanted.pop("source"))
        noteworthy = [f for f in got.pop("findings") if f["severity"] != "info"]
        self.assertEqual([f["item"] for f in noteworthy], [f["item"] for f in wanted.pop("findings")])
        got_folders, wanted_folders = got.pop("folders"), wanted.pop("folders")
        self.assertEqual([f["path"] for f in got_folders], [f["path"] for f in wanted_folders])
        for folder, wanted_folder in zip(got_folders, wanted_folders):
            for message, wanted_message in zip(folder["messages"], wanted_folder["messages"]):
                self.assertEqual(message, wanted_message)
            self.assertEqual(folder, wanted_folder)
        self.assertEqual(got, wanted)

    def test_source_is_named_as_given(self) -> None:
        document = self.document("basic")
        self.assertEqual(document["source"]["path"], str(SAMPLES / "basic.mmf"))

    def test_file_equals_standard_output(self) -> None:
        out = self.run_program("migrate", self.sample("basic"), "--to", "json:-").out
        self.run_program("migrate", self.sample("basic"), "--to", "json:deep/er/mail.json")
        self.assertEqual((self.dir / "deep/er/mail.json").read_bytes(), out)

    def test_nothing_is_null(self) -> None:
        for name in ("attachments", "no-atts", "triples", "pab", "schedule"):
            self.assertNotIn(b"null", self.run_program("migrate", self.sample(name), "--to", "json:-").out
                             .replace(b'"null"', b""))


if __name__ == "__main__":
    main()
