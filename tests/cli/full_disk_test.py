"""A disk that fills up: 74, a sentence that says so, no half file under a final name, and a second run that goes on."""

import json
import mailbox
import resource
import subprocess
from pathlib import Path

from disk import small_disk
from transcript import PROGRAM, SECONDS, Transcript, main, tree

# The sample holds about 300 kB; what is delivered before the disk is full differs from target to target.
SAMPLE = "many-600"
TARGETS = {"json": "mail.json", "eml": "out", "mbox": "out", "maildir": "out", "pst": "mail.pst"}


def looks_finished(path: Path) -> bool:
    temporary = path.name.endswith(("-tmp", ".partial")) or path.parent.name == "tmp"
    return path.is_file() and not temporary and "report" not in path.name


class FullDisk(Transcript):
    def migrate(self, target: str, *options: object):
        """The ledger lies on another disk: what becomes of one that is full is ledger_test's."""
        return self.run_program("migrate", self.sample(SAMPLE), "--to", target, "--ledger", self.home / "ledger", *options)

    def complete(self, kind: str) -> dict[str, bytes]:
        """Every file the target leaves when there is room."""
        self.assertIn(self.migrate(f"{kind}:whole-{kind}/{TARGETS[kind]}", "--report", "r").code, (0, 1))
        root = self.dir / f"whole-{kind}"
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    def assert_only_whole_files(self, kind: str, disk: Path, whole: dict[str, bytes]) -> None:
        for path in filter(looks_finished, disk.rglob("*")):
            name = path.relative_to(disk).as_posix()
            if path.name == "restante-mailbox.json":
                self.assertFalse(json.loads(path.read_bytes())["complete"], name)
                continue
            self.assertIn(name, whole)
            self.assertEqual(path.read_bytes(), whole[name], name)
        self.assertEqual([path for path in disk.rglob("*") if path.name.endswith((".restante-tmp", ".partial"))], [])

    def test_every_target(self) -> None:
        for kind, place in TARGETS.items():
            with self.subTest(kind):
                whole = self.complete(kind)
                size = sum((len(content) + 4095) // 4096 * 4 for content in whole.values())
                disk = self.dir / f"disk-{kind}"
                small_disk(self, disk, f"{size // 2}k")
                done = self.migrate(f"{kind}:{disk.name}/{place}", "--report", f"report-{kind}")
                self.assertEqual(done.code, 74, done.err)
                self.assertIn("No space left on device", done.err)
                self.assertIn("running the same command again", done.err)
                self.assert_only_whole_files(kind, disk, whole)
                report = self.report(self.dir / f"report-{kind}/restante-report.json")
                self.assertEqual(report["exit_code"], 74)
                self.assertEqual(report["totals"]["messages"]["delivered"], 0)
                self.go_on_with_more_room(kind, place, disk, whole, size)

    def go_on_with_more_room(self, kind: str, place: str, disk: Path, whole: dict[str, bytes], size: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size * 4}k", disk], check=True)
        self.assertIn(self.migrate(f"{kind}:{disk.name}/{place}", "--report", "again").code, (0, 1))
        there = {path.relative_to(disk).as_posix(): path.read_bytes() for path in disk.rglob("*") if path.is_file()}
        self.assertEqual(there.keys(), whole.keys())
        if kind != "pst":  # its record holds stamps of the run
            self.assertEqual(there, whole)

    def test_report(self) -> None:
        disk = self.dir / "disk"
        small_disk(self, disk, "4k")
        done = self.migrate("json:mail.json", "--report", "disk/report")
        self.assertEqual(done.code, 74, done.err)
        self.assertIn("no report was written", done.err)
        self.assertIn("No space left on device", done.err)
        for name in tree(disk):
            self.assertFalse(name.endswith("-tmp"))
            if name.endswith(".json"):
                json.loads((disk / name).read_bytes())
        self.assertTrue((self.dir / "mail.json").exists())

    def test_files_that_may_not_grow(self) -> None:
        """The limit of file sizes (ulimit -f; FAT has one, too) is an error like a full disk, not a sudden death."""
        most = 400 * 1024  # enough for ledger and report
        for name, options in {"letters": ("--messages", 1500), "files": ("--messages", 12, "--attachment-size", 900_000)}.items():
            self.run_program("forge", self.dir / f"{name}.mmf", *options)
        for kind, place in TARGETS.items():
            with self.subTest(kind):
                def limit() -> None:
                    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
                source = self.dir / ("letters.mmf" if kind == "json" else "files.mmf")
                done = subprocess.run([PROGRAM, "migrate", source, "--to", f"{kind}:limit-{kind}/{place}"],
                                      cwd=self.dir, env=self.environment(), capture_output=True, timeout=SECONDS,
                                      check=False, preexec_fn=limit)
                error = done.stderr.decode()
                self.assertIn(done.returncode, (2, 74), error)  # one message, or the file of all
                self.assertIn("File too large", error)
                big = [path for path in (self.dir / f"limit-{kind}").rglob("*")
                       if looks_finished(path) and path.stat().st_size >= most]
                self.assertEqual(big, [])

    def test_mbox_keeps_what_fits_below_the_limit(self) -> None:
        """Messages in front of one that is too large for the file system stay; it is named."""
        whole = self.dir / "whole"
        self.run_program("migrate", self.sample("attachments"), "--to", f"mbox:{whole}")
        largest = max(path.stat().st_size for path in whole.rglob("*.mbox"))

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest - 1, largest - 1))
        done = subprocess.run([PROGRAM, "migrate", self.sample("attachments"), "--to", "mbox:out"], cwd=self.dir,
                              env=self.environment(), capture_output=True, timeout=SECONDS, check=False, preexec_fn=limit)
        self.assertEqual(done.returncode, 2, done.stderr.decode())
        totals = self.report(self.dir / "out/restante-report.json")["totals"]["messages"]
        there = sum(len(mailbox.mbox(path)) for path in (self.dir / "out").rglob("*.mbox"))
        self.assertEqual(there, totals["delivered"])
        self.assertGreater(totals["failed"], 0)


if __name__ == "__main__":
    main()
