"""--sandbox: the same mail arrives, and nothing but the target is written. What the sandbox refuses is tried in
src/service/sandbox/sandbox_test.cpp."""

import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from transcript import NO_LEAK_SEARCH, PROGRAM, SECONDS, Done, Transcript, tree

OLDER_KERNEL = Path(__file__).with_name("older_kernel.py")

TARGETS = ("maildir:out", "mbox:out", "eml:out", "pst:out", "pst:out/mail.pst", "json:out/mail.json", "contacts:out", "ldif:out", "migration:out",
           "bag:out", "directory:out")


class Sandbox(Transcript):
    def environment(self, **more: str) -> dict[str, str]:
        return super().environment(**more) | NO_LEAK_SEARCH

    def setUp(self) -> None:
        super().setUp()
        shutil.copy(self.sample("basic"), self.dir / "basic.mmf")
        (self.dir / "here").mkdir()

    def arrived(self, *arguments: str) -> tuple[int, dict[str, str], str]:
        out = self.dir / "out"
        shutil.rmtree(out, ignore_errors=True)
        done = self.run_program(*arguments)
        products = {name: digest for name, digest in tree(out).items() if "restante-report" not in name}
        return done.code, products, done.err

    def test_the_same_mail_arrives(self) -> None:
        for target in TARGETS:
            with self.subTest(target=target):
                (self.dir / "out").mkdir(exist_ok=True)
                plain = self.arrived("migrate", "basic.mmf", "--to", target, "--timezone", "UTC")
                boxed = self.arrived("migrate", "basic.mmf", "--to", target, "--timezone", "UTC", "--sandbox")
                self.assertTrue(plain[1], plain[2])
                self.assertEqual(plain[1], boxed[1], boxed[2])
                if "RUN-009" not in boxed[2]:
                    self.assertEqual(plain[0], boxed[0], boxed[2])

    def test_recover_and_resume_go_on_behind_it(self) -> None:
        done = self.run_program("recover", "basic.mmf", "--to", "eml:out", "--ledger", "books/ledger.sqlite", "--sandbox")
        self.assertIn(done.code, (0, 1), done.err)
        self.assertTrue((self.dir / "books" / "ledger.sqlite").exists())
        again = self.run_program("recover", "basic.mmf", "--to", "eml:out", "--ledger", "books/ledger.sqlite", "--sandbox")
        self.assertIn(again.code, (0, 1), again.err)

    def test_the_other_commands_say_the_same(self) -> None:
        for arguments in (("inspect", "basic.mmf"), ("inspect", "basic.mmf", "--json"), ("check", "basic.mmf"),
                          ("dump", "basic.mmf", "--tree")):
            with self.subTest(arguments=arguments):
                plain, boxed = self.run_program(*arguments), self.run_program(*arguments, "--sandbox")
                self.assertEqual((plain.code, plain.out), (boxed.code, boxed.out), boxed.err)

    def test_archives_are_unpacked_in_it(self) -> None:
        shutil.make_archive(str(self.dir / "box"), "zip", self.dir, "basic.mmf")
        code, products, errors = self.arrived("migrate", "box.zip", "--to", "eml:out", "--sandbox")
        self.assertIn(code, (0, 1), errors)
        self.assertTrue(products)

    def test_nothing_is_left_behind(self) -> None:
        scratch = self.dir / "scratch"
        scratch.mkdir()
        self.run_program("migrate", "basic.mmf", "--to", "eml:out", "--sandbox", TMPDIR=str(scratch))
        self.assertEqual(list(scratch.iterdir()), [])

    def test_a_dry_run_makes_nothing(self) -> None:
        before = tree(self.dir)
        self.run_program("migrate", "basic.mmf", "--to", "eml:out", "--dry-run", "--sandbox")
        self.assertEqual(tree(self.dir), before)

    def on_kernel_without(self, what: str, *arguments: str) -> Done:
        done = subprocess.run([sys.executable, OLDER_KERNEL, what, PROGRAM, *arguments], cwd=self.dir, env=self.environment(),
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
        return Done(done.returncode, done.stdout, done.stderr.decode())

    def test_an_older_kernel_is_told_and_the_run_goes_on(self) -> None:
        plain = self.arrived("migrate", "basic.mmf", "--to", "eml:out", "--timezone", "UTC")
        for lacking, words in (("landlock", "RUN-009: other files stay within reach"), ("seccomp", "RUN-009: other programs stay within reach")):
            with self.subTest(lacking=lacking):
                shutil.rmtree(self.dir / "out")
                done = self.on_kernel_without(lacking, "migrate", "basic.mmf", "--to", "eml:out", "--timezone", "UTC", "--sandbox")
                self.assertEqual(done.code, 1, done.err)  # a warning
                self.assertIn(words, done.err)
                products = {name: digest for name, digest in tree(self.dir / "out").items() if "restante-report" not in name}
                self.assertEqual(products, plain[1])

    def test_require_does_not_begin_on_an_older_kernel(self) -> None:
        for lacking in ("landlock", "seccomp"):
            with self.subTest(lacking=lacking):
                done = self.on_kernel_without(lacking, "migrate", "basic.mmf", "--to", "eml:out", "--sandbox=require")
                self.assertEqual(done.code, 64, done.err)
                self.assertIn("RUN-009", done.err)
                self.assertEqual(list((self.dir / "out").glob("**/*.eml")), [])

    def test_require_begins_only_when_it_can_be_had(self) -> None:
        done = self.run_program("inspect", "basic.mmf", "--sandbox=require")
        self.assertIn(done.code, (0, 64))
        self.assertEqual(done.code == 64, "RUN-009" in done.err, done.err)
        self.assertEqual(self.run_program("inspect", "basic.mmf", "--sandbox=perhaps").code, 64)


if __name__ == "__main__":
    unittest.main()
