"""Bags: valid by RFC 8493 and by sha256sum, the same from the same source, and never valid while incomplete."""

import subprocess
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "cli"), str(HERE.parent / "tools")]
from bagcheck import check  # noqa: E402
from transcript import PROGRAM, SAMPLES, Transcript, main, tree  # noqa: E402

SOURCE = SAMPLES / "attachments.mmf"
INNER = ("eml", "mbox", "maildir", "pst")


class Bag(Transcript):
    def assert_valid(self, bag: Path) -> None:
        self.assertEqual(check(bag), [])
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            subprocess.run(["sha256sum", "--check", "--strict", "--quiet", manifest], cwd=bag, check=True)

    def test_every_inner_target(self) -> None:
        for inner in INNER:
            with self.subTest(inner):
                done = self.run_program("migrate", SOURCE, "--to", f"bag:{inner}?inner={inner}", "--to", f"{inner}:plain-{inner}")
                self.assertIn(done.code, (0, 1), done.err)
                self.assert_valid(self.dir / inner)
                payload = tree(self.dir / inner / "data")
                plain = {name: hash_ for name, hash_ in tree(self.dir / f"plain-{inner}").items() if "report" not in name}
                differs = {name for name in payload.keys() | plain.keys() if payload.get(name) != plain.get(name)}
                self.assertFalse({name for name in differs if not name.endswith(".pst.restante")}, differs)
                listed = (self.dir / inner / "tagmanifest-sha256.txt").read_text(encoding="utf-8")
                self.assertIn("restante-report.json", listed)

    def test_the_default_holds_single_messages(self) -> None:
        self.run_program("migrate", SOURCE, "--to", "bag:out")
        self.assertTrue(list((self.dir / "out/data").rglob("*.eml")))

    def test_the_same_source_gives_the_same_bag(self) -> None:
        self.run_program("migrate", SOURCE, "--to", "bag:one")
        self.run_program("migrate", SOURCE, "--to", "bag:two")
        for name in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt"):
            self.assertEqual((self.dir / "one" / name).read_bytes(), (self.dir / "two" / name).read_bytes())
        first = tree(self.dir / "one" / "data")
        done = self.run_program("migrate", SOURCE, "--to", "bag:one")
        self.assertIn(done.code, (0, 1), done.err)
        self.assertEqual(tree(self.dir / "one" / "data"), first)
        self.assert_valid(self.dir / "one")
        self.assertEqual(self.run_program("verify", "one/restante-ledger.sqlite").code, 0)

    @unittest.skipUnless(subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0,
                         "processes may not be traced here")
    def test_what_is_incomplete_is_no_bag(self) -> None:
        for number in (20, 60, 100, 140):
            place = self.dir / f"killed{number}"
            subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat,rename,renameat2",
                            "-e", f"inject=rename,renameat,renameat2:signal=KILL:when={number // 20}", PROGRAM, "migrate", str(SOURCE),
                            "--to", f"bag:{place.name}"], cwd=self.dir, env=self.environment(), capture_output=True, check=False)
            self.assertNotEqual(check(place), [], number)
            done = self.run_program("migrate", SOURCE, "--to", f"bag:{place.name}")
            self.assertIn(done.code, (0, 1), done.err)
            self.assert_valid(place)

    def test_a_changed_payload_is_noticed(self) -> None:
        self.run_program("migrate", SOURCE, "--to", "bag:out")
        victim = next((self.dir / "out/data").rglob("*.eml"))
        victim.write_bytes(victim.read_bytes() + b"x")
        self.assertTrue(any("another hash" in problem for problem in check(self.dir / "out")))

    def test_refused(self) -> None:
        (self.dir / "full").mkdir()
        (self.dir / "full" / "letter.txt").write_text("mine", encoding="utf-8")
        self.assert_refused(self.run_program("migrate", SOURCE, "--to", "bag:full"), 64, "letter.txt")
        self.assert_refused(self.run_program("migrate", SOURCE, "--to", "bag:x?inner=json"), 64, "eml, mbox, maildir or pst")
        self.assert_refused(self.run_program("migrate", SOURCE, "--to", "bag:x?outer=eml"), 64, "outer")


if __name__ == "__main__":
    main()
