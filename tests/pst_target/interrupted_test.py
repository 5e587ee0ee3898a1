"""A run that is stopped, killed or starved in the middle leaves nothing that looks finished, and nothing earlier lost."""

import os
import resource
import signal
import subprocess
import time
import unittest

from pst_transcript import PROGRAM, PstTranscript

SAMPLE = "many-600"
TRIES = 40


class InterruptedTest(PstTranscript):
    def start(self, *options):
        return subprocess.Popen([PROGRAM, "migrate", str(self.sample(SAMPLE)), "--to", "pst:out?max-size=600k",
                                 "--quiet", *options], cwd=self.dir, env=self.environment(),
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def freeze(self, *options):
        """A process that has begun to write and then stands still."""
        for _ in range(TRIES):
            process = self.start(*options)
            partial = self.dir / "out" / ".JDOE.pst.partial"
            while process.poll() is None:
                if partial.exists() and partial.stat().st_size > 0:
                    os.kill(process.pid, signal.SIGSTOP)
                    os.waitpid(process.pid, os.WUNTRACED)
                    if partial.exists():
                        return process
                    os.kill(process.pid, signal.SIGKILL)
                    os.kill(process.pid, signal.SIGCONT)
                    break
                time.sleep(0.0002)
            process.wait()
            self.clear()
        self.skipTest("every run was finished before it could be stopped")

    def clear(self):
        for path in (self.dir / "out").glob("*"):
            path.unlink()

    def finished(self):
        return sorted(path.name for path in (self.dir / "out").glob("*.pst"))

    def test_killed(self):
        process = self.freeze()
        process.kill()
        process.wait()
        self.assertEqual(self.finished(), [])
        self.whole_again()

    def test_told_to_stop(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(signal=number):
                process = self.freeze()
                process.send_signal(number)
                process.send_signal(signal.SIGCONT)
                self.assertNotEqual(process.wait(), 0)
                self.assertEqual(self.finished(), [])
                self.assertEqual(list((self.dir / "out").glob(".*.partial")), [], "it cleans up behind itself")
                self.whole_again()
                self.clear()

    def test_earlier_result_stays(self):
        self.migrate(self.sample("basic"), "pst:out")
        before = (self.dir / "out" / "JDOE.pst").read_bytes()
        process = self.freeze_over_result()
        process.kill()
        process.wait()
        self.assertEqual((self.dir / "out" / "JDOE.pst").read_bytes(), before)

    def freeze_over_result(self):
        self.clear = lambda: self.migrate(self.sample("basic"), "pst:out", "--overwrite")
        return self.freeze("--overwrite")

    def test_disk_full_at_any_point(self):
        """A limit on file sizes stands for the disk; each is reached at another stage."""
        for limit in (1, 0x4400, 100_000, 271_000, 500_000):
            with self.subTest(limit=limit):
                done = subprocess.run([PROGRAM, "migrate", str(self.sample(SAMPLE)), "--to", f"pst:full-{limit}"],
                                      cwd=self.dir, env=self.environment(), capture_output=True, check=False,
                                      preexec_fn=lambda limit=limit: self.limit_files(limit))
                self.assertEqual(done.returncode, 74, done.stderr)
                self.assertTrue(done.stderr.startswith(b"restante: "), done.stderr)
                self.assertEqual([path.name for path in (self.dir / f"full-{limit}").glob("*pst*")], [])

    @staticmethod
    def limit_files(limit):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    def whole_again(self):
        """The next run is not disturbed by what the last one left."""
        self.migrate(self.sample(SAMPLE), "pst:out?max-size=600k")
        self.assertGreater(len(self.finished()), 1)
        self.assertEqual(sum(len(self.judged(self.dir / "out" / name).items()) for name in self.finished()), 600)
        self.assertEqual(list((self.dir / "out").glob(".*.partial")), [])


if __name__ == "__main__":
    unittest.main()
