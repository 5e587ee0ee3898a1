"""Command lines that cannot be obeyed are refused with 64 before anything is touched; help is everywhere."""

import shutil
import subprocess
import unittest

from transcript import Transcript, main, tree

COMMANDS = ("inspect", "migrate", "users", "check", "dump", "forge", "wizard", "completion")
LATER_TARGETS = ("calendar:out",)


class Usage(Transcript):
    def refuse(self, *arguments: object, words: tuple[str, ...] = ()) -> None:
        with self.subTest(" ".join(map(str, arguments))):
            before = tree(self.dir)
            self.assert_refused(self.run_program(*arguments), 64, *words)
            self.assertEqual(tree(self.dir), before)

    def refuse_migrate(self, *options: object, words: tuple[str, ...] = ()) -> None:
        self.refuse("migrate", self.sample("basic"), *options, words=words)

    def test_help_and_version(self) -> None:
        for arguments in [("--help",), *((command, "--help") for command in COMMANDS)]:
            done = self.run_program(*arguments)
            self.assertEqual((done.code, done.err), (0, ""))
            self.assertIn(b"Example", done.out, arguments)
            self.assertIn(b"restante " + arguments[0].encode() if len(arguments) > 1 else b"restante", done.out)
        done = self.run_program("--version")
        self.assertEqual(done.code, 0)
        self.assertRegex(done.out.decode(), r"^restante \d+\.\d+\.\d+\n$")

    def test_help_names_every_option(self) -> None:
        text = self.run_program("migrate", "--help").out.decode()
        for option in ("--to", "--user", "--exclude", "--folder", "--since", "--until", "--no-mail", "--no-shared",
                       "--no-contacts", "--no-calendar", "--no-ole", "--domain", "--timezone", "--codepage",
                       "--password-file", "--overwrite", "--report", "--dry-run", "--json", "--quiet", "--verbose",
                       "--no-progress", "--secret-file", "--secret-command", "--insecure"):
            self.assertIn(option, text)

    def test_no_command(self) -> None:
        self.refuse()
        self.refuse("migrtae", words=("did you mean migrate?",))
        self.refuse("nonsense-word", words=("nonsense-word",))
        self.refuse("--nonsense")

    def test_missing_and_unknown_arguments(self) -> None:
        self.refuse("migrate")
        self.refuse("inspect")
        self.refuse_migrate()
        self.refuse_migrate("--to")
        self.refuse_migrate("--to", "json:x.json", "--dryrun", words=("did you mean --dry-run?",))
        self.refuse_migrate("another.mmf", "--to", "json:x.json")
        self.refuse("completion", "tcsh")

    def test_what_comes_later_says_so(self) -> None:
        for target in LATER_TARGETS:
            self.refuse_migrate("--to", target, words=("not available in this version",))

    def test_bad_targets(self) -> None:
        for target in ("", "out", "json:", "nonsense:out", "json:x.json?format=1", "maildir:out?x=1", "mbox:out?x"):
            self.refuse_migrate("--to", target)
        self.refuse_migrate("--to", "nonsense:out", words=("maildir:DIR", "mbox:DIR", "eml:DIR", "json:FILE"))

    def test_contradictions(self) -> None:
        self.refuse_migrate("--to", "json:-", "--json")
        self.refuse_migrate("--to", "maildir:out", "--quiet", "--verbose")
        self.refuse_migrate("--to", "maildir:out", "--since", "1996-01-01", "--until", "1995-01-01")
        self.refuse_migrate("--to", "maildir:out", "--no-mail", "--folder", "Inbox")
        self.refuse_migrate("--to", "maildir:out", "--to", "mbox:./out/", words=("same place",))
        self.refuse_migrate("--to", "json:-", "--to", "json:-", words=("same place",))
        self.refuse("dump", self.sample("basic"), "--tree", "--raw")
        self.refuse("dump", self.sample("basic"), "--object", "xyz", words=("xyz",))

    def test_bad_values(self) -> None:
        for date in ("tomorrow", "1995-02-31", "95-01-01", "1995-13-01"):
            self.refuse_migrate("--to", "maildir:out", "--since", date, words=(date,))
            self.refuse_migrate("--to", "maildir:out", "--until", date, words=(date,))
        self.refuse_migrate("--to", "maildir:out", "--timezone", "Mars/Olympus", words=("Mars/Olympus",))
        self.refuse_migrate("--to", "maildir:out", "--codepage", "4711", words=("4711",))
        self.refuse_migrate("--to", "maildir:out", "--codepage", "many")
        self.refuse_migrate("--to", "maildir:out", "--domain", "a b")
        self.refuse_migrate("--to", "maildir:out", "--password-file", "missing.txt", words=("missing.txt",))

    def test_source_is_never_a_target(self) -> None:
        shutil.copy(self.sample("basic"), self.dir / "box.mmf")
        for target in ("json:box.mmf", "json:./box.mmf"):
            self.refuse("migrate", "box.mmf", "--to", target, "--overwrite", words=("source",))
        (self.dir / "link.json").symlink_to("box.mmf")
        self.refuse("migrate", "box.mmf", "--to", "json:link.json", "--overwrite", words=("source",))

    def test_foreign_file_is_not_replaced(self) -> None:
        (self.dir / "letter.json").write_text("my letter")
        self.refuse_migrate("--to", "json:letter.json", words=("letter.json", "--overwrite"))
        done = self.run_program("migrate", self.sample("basic"), "--to", "json:letter.json", "--overwrite")
        self.assertEqual(done.code, 0, done.err)
        self.assertTrue((self.dir / "letter.json").read_bytes().startswith(b'{"schema":"restante/1"'))

    def test_completion_scripts(self) -> None:
        for shell, check in (("bash", "bash"), ("zsh", "zsh"), ("fish", "fish")):
            done = self.run_program("completion", shell)
            self.assertEqual(done.code, 0, done.err)
            self.assertIn(b"--dry-run" if shell != "fish" else b"-l dry-run", done.out)
            if shutil.which(check) is None:
                continue
            script = self.dir / f"complete.{shell}"
            script.write_bytes(done.out)
            subprocess.run([check, "-n", str(script)], check=True, capture_output=True)

    @unittest.skipIf(shutil.which("bash") is None, "no bash")
    def test_bash_completes(self) -> None:
        script = self.run_program("completion", "bash").out.decode()
        script += "\nCOMP_WORDS=(restante migrate x.mmf --dr) COMP_CWORD=3\n_restante\necho \"${COMPREPLY[*]}\"\n"
        done = subprocess.run(["bash", "-c", script], check=True, capture_output=True, text=True)
        self.assertEqual(done.stdout, "--dry-run\n")


if __name__ == "__main__":
    main()
