"""`restante forge`: postoffices and message files for tests, the same from the same options, and nothing replaced."""

import json
import re
from pathlib import Path

from transcript import Transcript, main, tree

DOCUMENTS = Path(__file__).resolve().parents[2] / "docs"
SECTIONS = ("Layouts", "Damage")


class Forge(Transcript):
    def forge(self, *arguments: object) -> None:
        done = self.run_program("forge", *arguments)
        self.assertEqual((done.code, done.out, done.err), (0, b"", ""))

    def names(self, section: str) -> list[str]:
        text = self.run_program("forge", "--help").out.decode()
        body = re.search(rf"^{section}:\n((?:  \S.*\n)+)", text, re.MULTILINE)
        self.assertIsNotNone(body, section)
        return [line.split()[0] for line in body.group(1).splitlines()]

    def truth(self, name: str = "truth.json") -> dict:
        return json.loads((self.dir / name).read_text(encoding="utf-8"))

    def test_the_same_options_make_the_same_bytes(self) -> None:
        for out in ("one", "two"):
            self.forge(out, "--users", 4, "--messages", 30, "--seed", 9, "--layout", "hidden", "--truth", f"{out}.json")
        self.assertEqual(tree(self.dir / "one"), tree(self.dir / "two"))
        self.assertEqual((self.dir / "one.json").read_bytes(), (self.dir / "two.json").read_bytes())

    def test_kinds(self) -> None:
        for kind in ("retail", "workgroup"):
            self.forge(kind, "--users", 2, "--kind", kind, "--truth", f"{kind}.json")
            self.assertEqual(self.truth(f"{kind}.json")["kind"], kind)
            self.assertEqual((self.dir / kind / "GLB" / "NETWORK.GLB").exists(), kind == "retail")

    def test_every_layout(self) -> None:
        names = self.names("Layouts")
        self.assertGreaterEqual(len(names), 10)
        self.assertEqual((names[0], names[-1]), ("plain", "hidden"))
        seen = set()
        for name in names:
            self.forge(name, "--users", 4, "--messages", 40, "--layout", name)
            seen.add(json.dumps(tree(self.dir / name)))
        self.assertEqual(len(seen), len(names))

    def test_damage(self) -> None:
        names = self.names("Damage")
        self.assertGreaterEqual(len(names), 30)
        self.forge("broken", "--damage", "no-message", "--damage", "no-key", "--truth", "truth.json")
        self.assertEqual([one["kind"] for one in self.truth()["damage"]], ["no-key", "no-message"])

    def test_sizes(self) -> None:
        self.forge("sized", "--users", 2, "--message-size", 5000, "--attachment-size", 30000, "--truth", "truth.json")
        for user in self.truth()["users"]:
            for folder in user["folders"]:
                for message in folder["messages"]:
                    for attachment in message["attachments"]:
                        if attachment["name"] != "WINMAIL.DAT":
                            self.assertLess(abs(attachment["size"] - 30000), 128)
        texts = [path.stat().st_size for path in (self.dir / "sized" / "MAI").rglob("*.MAI")]
        self.assertGreater(min(texts), 5000)

    def test_message_file(self) -> None:
        self.forge("one.mmf", "--messages", 25, "--seed", 2, "--truth", "truth.json")
        self.assertEqual(self.run_program("check", "one.mmf").code, 0)
        done = self.run_program("inspect", "one.mmf", "--json")
        self.assertEqual(done.code, 0)
        self.assertEqual(json.loads(done.out)["sources"][0]["users"][0]["messages"], 25)

    def test_the_message_file_comes_out_as_it_was_put_in(self) -> None:
        self.forge("one.mmf", "--messages", 30, "--truth", "truth.json")
        done = self.run_program("migrate", "one.mmf", "--to", "json:-", "--quiet", "--no-ole")
        self.assertIn(done.code, (0, 1))
        folders = json.loads(done.out.splitlines()[0])["folders"]
        wanted = {tuple(folder["path"]): [(one["subject"], one["sent"], one["read"]) for one in folder["messages"]]
                  for folder in self.truth()["users"][0]["folders"]}
        found = {tuple(folder["path"]): sorted((one["subject"], one["sent"], one["read"]) for one in folder["messages"])
                 for folder in folders if folder["messages"]}
        self.assertEqual(found, {path: sorted(messages) for path, messages in wanted.items()})

    def test_refused(self) -> None:
        (self.dir / "full").mkdir()
        (self.dir / "full" / "file").write_bytes(b"x")
        (self.dir / "there.mmf").write_bytes(b"x")
        (self.dir / "empty").mkdir()
        before = tree(self.dir)
        for arguments in (("full",), ("there.mmf",), ("out", "--users", 0), ("out", "--users", 501),
                          ("out", "--users", 1, "--messages", 2501), ("out", "--layout", "crooked"),
                          ("out", "--damage", "earthquake"), ("out", "--kind", "other"), ("out", "--users", "many"),
                          ("out", "--message-size", 0), ("out", "--attachment-size", 599),
                          ("one.mmf", "--layout", "noise"), ("one.mmf", "--damage", "cut-store"), ("out", "--truth", "there.mmf"), (), ("out", "more")):
            with self.subTest(arguments=arguments):
                self.assert_refused(self.run_program("forge", *arguments), 64)
                self.assertEqual(tree(self.dir), before)
        # A truth that was asked for is not left behind either.
        self.assert_refused(self.run_program("forge", "full", "--truth", "new.json"), 64)
        self.assertEqual(tree(self.dir), before)
        self.forge("empty", "--users", 1)

    def test_output_error(self) -> None:
        (self.dir / "file").write_bytes(b"x")
        self.assertEqual(self.run_program("forge", "file/out").code, 74)
        self.assertEqual(self.run_program("forge", "missing/one.mmf").code, 74)

    def test_the_document_names_all(self) -> None:
        document = (DOCUMENTS / "forge.md").read_text(encoding="utf-8")
        for section in SECTIONS:
            for name in self.names(section):
                self.assertIn(f"| `{name}` |", document)


if __name__ == "__main__":
    main()
