"""Full disks, closed pipes and signals: the right code, and nothing that looks finished but is not."""

import os
import signal
import subprocess
import unittest

from transcript import PROGRAM, Transcript, main, tree


class Interruption(Transcript):
    def start(self, *arguments: object, **options: object) -> subprocess.Popen:
        return subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=self.dir, env=self.environment(),
                                stderr=subprocess.PIPE, **options)

    def test_full_standard_output(self) -> None:
        for arguments in (("--help",), ("--version",), ("inspect", self.sample("basic")), ("dump", self.sample("basic")),
                          ("completion", "bash"), ("migrate", self.sample("basic"), "--to", "json:-"),
                          ("migrate", self.sample("basic"), "--to", "json:x.json", "--json")):
            with self.subTest(" ".join(map(str, arguments))), open("/dev/full", "wb") as full:
                with self.start(*arguments, stdout=full) as process:
                    error = process.communicate(timeout=60)[1].decode()
                self.assertEqual(process.returncode, 74, error)
                self.assertIn("standard output", error)

    def test_full_target(self) -> None:
        done = self.run_program("migrate", self.sample("basic"), "--to", "json:/dev/full")
        self.assertEqual(done.code, 74, done.err)
        self.assertIn("running the same command again", done.err)

    def test_closed_pipe(self) -> None:
        for arguments in (("dump", self.sample("many-600")), ("migrate", self.sample("bodies"), "--to", "json:-")):
            reading, writing = os.pipe()
            os.close(reading)
            with self.start(*arguments, stdout=writing) as process:
                os.close(writing)
                process.communicate(timeout=60)
            self.assertEqual(process.returncode, 74)

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_target_without_permission(self) -> None:
        (self.dir / "closed").mkdir(mode=0o555)
        for target in ("json:closed/mail.json", "maildir:closed/out", "mbox:closed/out", "eml:closed/out"):
            done = self.run_program("migrate", self.sample("basic"), "--to", target)
            self.assertEqual(done.code, 74, done.err)

    def test_target_below_a_file(self) -> None:
        (self.dir / "file").write_text("mine")
        before = tree(self.dir)
        for target in ("json:file/mail.json", "maildir:file/out", "mbox:file/out", "eml:file/out"):
            done = self.run_program("migrate", self.sample("basic"), "--to", target)
            self.assertIn(done.code, (64, 74), done.err)
            self.assertEqual(tree(self.dir), before)

    def test_signal_stops_a_run(self) -> None:
        # A reader that does not read holds the run at the pipe until the signal has arrived.
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.start("migrate", self.sample("bodies"), "--to", "json:-", stdout=subprocess.PIPE) as process:
                first = process.stdout.read(1)
                process.send_signal(number)
                rest, error = process.communicate(timeout=60)
            self.assertEqual(first, b"{")
            self.assertEqual(process.returncode, 130, error)
            self.assertFalse((first + rest).endswith(b"}\n"))
            self.assertIn(b"running the same command again", error)


if __name__ == "__main__":
    main()
