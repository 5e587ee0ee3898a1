"""Targets that are there already, full disks, missing rights, long paths; and parts."""

import os
import resource
import signal
import subprocess
import unittest

from pst_transcript import PROGRAM, PstTranscript
from transcript import tree


class BadInputTest(PstTranscript):
    def test_foreign_file(self):
        (self.dir / "mail.pst").write_bytes(b"somebody else's")
        done = self.run_program("migrate", self.sample("basic"), "--to", "pst:mail.pst")
        self.assertNotIn(done.code, (0, 1))
        self.assertIn("--overwrite", done.err)
        self.assertEqual((self.dir / "mail.pst").read_bytes(), b"somebody else's")
        self.migrate(self.sample("basic"), "pst:mail.pst", "--overwrite")
        self.judged(self.dir / "mail.pst")

    def test_repeating_changes_nothing(self):
        self.pst("basic")
        before = (self.dir / "out" / "JDOE.pst").read_bytes()
        self.pst("basic")
        self.assertEqual((self.dir / "out" / "JDOE.pst").read_bytes(), before)

    def test_changed_by_somebody(self):
        self.pst("basic")
        path = self.dir / "out" / "JDOE.pst"
        with open(path, "r+b") as file:
            file.seek(40)
            file.write(b"\x77")
        changed = path.read_bytes()
        done = self.run_program("migrate", self.sample("basic"), "--to", "pst:out")
        self.assertNotIn(done.code, (0, 1))
        self.assertIn("--overwrite", done.err)
        self.assertEqual(path.read_bytes(), changed)

    def test_bad_parameters(self):
        for parameter in ("format=pst", "encoding=strong", "max-size=big", "max-size=10", "colour=red"):
            with self.subTest(parameter=parameter):
                done = self.run_program("migrate", self.sample("basic"), "--to", f"pst:out?{parameter}")
                self.assertEqual(done.code, 64, done.err)
                self.assertEqual(tree(self.dir), {})

    def test_full_disk(self):
        """A limit on file sizes stands for the full disk; the program must not die of the signal."""
        limit = 100_000

        def small_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        done = subprocess.run([PROGRAM, "migrate", str(self.sample("basic")), "--to", "pst:out"], cwd=self.dir,
                              env=self.environment(), capture_output=True, preexec_fn=small_files, check=False)
        self.assertEqual(done.returncode, 74, done.stderr)
        self.assertEqual([path.name for path in (self.dir / "out").glob("*pst*")], [])

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_no_rights(self):
        (self.dir / "out").mkdir(mode=0o555)
        done = self.run_program("migrate", self.sample("basic"), "--to", "pst:out")
        self.assertNotIn(done.code, (0, 1))
        self.assertEqual(tree(self.dir / "out"), {})

    def test_long_path(self):
        done = self.run_program("migrate", self.sample("basic"), "--to", f"pst:{'x' * 250}.pst")
        self.assertNotIn(done.code, (0, 1))
        self.assertIn("File name too long", done.err)
        self.assertEqual(tree(self.dir), {})


class PartsTest(PstTranscript):
    def test_parts_are_complete_and_small(self):
        wanted = sorted(message.get("subject", "") for folder in self.document("many-600")["folders"]
                        for message in folder["messages"])
        for kind, limit in (("unicode", 800_000), ("ansi", 600_000)):
            with self.subTest(format=kind):
                self.migrate(self.sample("many-600"), f"pst:{kind}?format={kind}&max-size={limit}")
                paths = sorted((self.dir / kind).glob("*.pst"), key=lambda path: (len(path.name), path.name))
                self.assertGreater(len(paths), 1)
                self.assertEqual([path.name for path in paths],
                                 ["JDOE.pst"] + [f"JDOE-{number}.pst" for number in range(2, len(paths) + 1)])
                stores = [self.judged(path) for path in paths]
                self.assertEqual({store.unicode for store in stores}, {kind == "unicode"})
                self.assertEqual(sorted(item.subject for store in stores for item in store.items()), wanted)
                for path in paths:
                    self.assertLessEqual(path.stat().st_size, limit, path.name)
                self.assertEqual(len({store.properties.get(0x0FF9) for store in stores}), len(stores),
                                 "record keys differ")
                codes = [finding["code"] for finding in self.report_of(kind)["losses"]]
                self.assertEqual(codes.count("PSTT-001"), len(paths) - 1)


if __name__ == "__main__":
    unittest.main()
