"""Workers started by a real Slurm, as docs/operations/fleets.md tells: licences as caps, tasks that are requeued, killed, ended."""

import json
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from ledger_fixture import PROGRAM, SECONDS, LedgerTest, main, server_settings

TESTS = Path(__file__).resolve().parent.parent
SLURM = TESTS / "servers" / "slurm"
SCRIPT = TESTS.parent / "deploy" / "slurm" / "worker.sbatch"
OFFICES = 20
USERS = 3
PAUSE = 0.1  # between two looks
LONGEST = 3 * SECONDS  # of a job, with the machine busy elsewhere


class Slurm(LedgerTest):
    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-slurm-")
        cls.addClassCleanup(scratch.cleanup)
        cls.common = Path(scratch.name)
        # A Slurm of its own: a task sees the machine as the node was started, not as the test is.
        own = os.environ | {"RESTANTE_SERVERS": str(cls.common / "servers")}
        cls.addClassCleanup(subprocess.run, [SLURM, "stop"], env=own, check=True, capture_output=True)
        started = subprocess.run([SLURM, "start"], env=own, check=True, stdout=subprocess.PIPE, text=True).stdout
        cls.slurm = dict(line.split("=", 1) for line in started.splitlines())
        for number in range(OFFICES):
            subprocess.run([PROGRAM, "forge", cls.common / "offices" / f"PO{number}", "--users", str(USERS), "--messages", "150",
                            "--seed", str(number)], check=True, capture_output=True)
        cls.sources = sorted((cls.common / "offices").iterdir())
        cls.alone: dict[str, dict[str, str]] = {}

    def setUp(self) -> None:
        super().setUp()
        self.database = server_settings()
        # Tasks find the program and the password where an administrator would put them.
        self.programs = self.home / "bin"
        self.programs.mkdir()
        (self.programs / "restante").symlink_to(PROGRAM)
        passwords = self.home / ".pgpass"
        passwords.write_text(f"{self.database['HOST']}:{self.database['PORT']}:*:restante:{self.database['PASSWORD']}\n")
        passwords.chmod(0o600)
        self.ledger = self.make_ledger("postgresql").replace(f":{self.database['PASSWORD']}@", "@")
        done = self.run_program("plan", *self.sources, "--to", "maildir:mail", "--ledger", self.ledger)
        self.assertEqual(done.code, 0, done.err)

    def environment(self, **more: str) -> dict[str, str]:
        path = f"{self.home / 'bin'}:{os.environ['PATH']}"
        return super().environment(**more) | {"PATH": path, "SLURM_CONF": self.slurm["SLURM_CONF"]}

    def command(self, *words: object) -> str:
        done = subprocess.run([*map(str, words)], cwd=self.dir, env=self.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=SECONDS, check=False)
        self.assertEqual(done.returncode, 0, f"{words}: {done.stderr}")
        return done.stdout

    def submit(self, *options: str) -> str:
        job = self.command("sbatch", "--parsable", f"--export=ALL,RESTANTE_LEDGER={self.ledger}", *options, SCRIPT).strip()
        self.addCleanup(subprocess.run, ["scancel", "--full", "--signal=KILL", job], env=self.environment(), check=False,
                        capture_output=True)
        return job

    def tasks(self, job: str) -> dict[str, tuple[str, str]]:
        """State and reason of each task that Slurm has heard of."""
        lines = self.command("squeue", "--noheader", "--array", "--states=all", f"--jobs={job}", "--format=%K %T %r").splitlines()
        return {task: (state, reason) for task, state, reason in (line.split(" ", 2) for line in lines)}

    def status(self) -> dict:
        return json.loads(self.run_program("status", "--ledger", self.ledger, "--json").out)

    def processes(self) -> list[int]:
        """Workers of this fleet, as the machine sees them."""
        found = []
        for place in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = place.read_bytes().split(b"\0")
            except OSError:  # it has just ended
                continue
            if words[:2] == [b"restante", b"worker"] and self.ledger.encode() in words:
                found.append(int(place.parent.name))
        return found

    def wait_for(self, what: str, condition) -> None:
        waited = time.monotonic()
        while not condition():
            self.assertLess(time.monotonic() - waited, LONGEST, f"{what}: {self.logs()}")
            time.sleep(PAUSE)

    def has_ended(self, job: str) -> bool:
        return all(state not in ("PENDING", "RUNNING", "COMPLETING", "CONFIGURING") for state, _ in self.tasks(job).values())

    def logs(self) -> str:
        return "\n".join(f"{path.name}: {path.read_text()}" for path in sorted(self.dir.glob("restante-*.log")))

    def messages(self) -> int:
        return len(list((self.dir / "mail").glob("*/**/cur/*")))

    def assert_all_delivered(self) -> None:
        """What migrate makes of each source, and nothing else."""
        status = self.status()
        self.assertEqual(status["sources"]["complete"], OFFICES, self.logs())
        self.assertEqual(status["mailboxes"]["planned"] + status["mailboxes"]["leased"], 0, status)
        self.assertEqual(status["mailboxes"]["incomplete"] + status["mailboxes"]["failed"], 0, status)
        self.assertGreaterEqual(status["mailboxes"]["complete"], OFFICES * USERS)
        fleet = {path.name.rsplit("-", 1)[0]: self.delivered(path) for path in (self.dir / "mail").iterdir()}
        alone = self.by_one_run_each()
        self.assertEqual(sorted(fleet), sorted(alone))
        for source, mail in alone.items():
            self.assertTrue(any("/cur/" in name for name in mail), source)
            self.assertEqual(set(fleet[source].items()) ^ set(mail.items()), set(), source)

    def by_one_run_each(self) -> dict[str, dict[str, str]]:
        for source in self.sources if not self.alone else []:
            place = self.common / "alone" / source.name
            done = self.run_program("migrate", source, "--to", f"maildir:{place}", "--quiet")
            self.assertIn(done.code, (0, 1, 2), done.err)
            self.alone[source.name] = self.delivered(place)
        return self.alone

    def test_licences_are_a_cap(self) -> None:
        cap = int(self.slurm["LICENSES"])
        self.assertLess(cap, int(self.slurm["PROCESSORS"]))
        job = self.submit("--array=1-4", f"--licenses={self.slurm['LICENSE']}:1")
        most_running, reasons, most_processes = 0, set(), 0
        waited = time.monotonic()
        while not self.has_ended(job):
            tasks = self.tasks(job).values()
            running = sum(state == "RUNNING" for state, _ in tasks)
            processes = len(self.processes())
            self.assertLessEqual(running, cap)
            self.assertLessEqual(processes, cap)
            most_running, most_processes = max(most_running, running), max(most_processes, processes)
            reasons |= {reason for state, reason in tasks if state == "PENDING"}
            self.assertLess(time.monotonic() - waited, LONGEST, self.logs())
            time.sleep(PAUSE)
        self.assertEqual((most_running, most_processes), (cap, cap), "the cap was never reached")
        self.assertIn("Licenses", reasons)
        self.assertEqual({state for state, _ in self.tasks(job).values()}, {"COMPLETED"}, self.logs())
        self.assert_all_delivered()

    def test_requeued_and_killed(self) -> None:
        job = self.submit("--array=1-2")
        self.wait_for("both at work", lambda: len(self.status()["workers"]) == 2 and self.messages() > 50)
        self.command("scontrol", "requeue", f"{job}_1")
        self.wait_for("one is gone", lambda: len(self.processes()) == 1)
        victim = self.processes()[0]
        os.kill(victim, signal.SIGKILL)
        self.wait_for("the other is gone", lambda: victim not in self.processes())
        at_half = self.status()
        self.assertLess(at_half["mailboxes"]["complete"], OFFICES * USERS, "both had finished before")
        self.wait_for("the end", lambda: self.has_ended(job))
        self.assertEqual({state for state, _ in self.tasks(job).values()}, {"COMPLETED"}, self.logs())
        self.assertIn("REQUEUE", self.logs())
        self.assertEqual(self.status()["workers"], [])
        self.assert_all_delivered()

    def test_a_task_that_is_told_to_end_gives_back_what_it_has(self) -> None:
        job = self.submit("--array=1")
        self.wait_for("at work", lambda: self.status()["workers"] and self.messages() > 50)
        # What --signal=B:TERM@60 does a minute before the time of a job is over.
        self.command("scancel", "--batch", "--signal=TERM", f"{job}_1")
        self.wait_for("the end", lambda: self.has_ended(job))
        self.assertEqual(self.tasks(job)["1"][0], "FAILED")
        self.assertIn("--signal=B:TERM@", SCRIPT.read_text())
        status = self.status()
        self.assertEqual(status["workers"], [])
        self.assertEqual(status["mailboxes"]["leased"] + status["sources"]["leased"], 0)
        self.assertGreater(status["sources"]["planned"] + status["mailboxes"]["planned"], 0)
        next_job = self.submit("--array=1-2")
        self.wait_for("the end", lambda: self.has_ended(next_job))
        self.assert_all_delivered()


if __name__ == "__main__":
    main()
