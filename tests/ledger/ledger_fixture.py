"""What the tests of ledgers share: programs, targets, the two databases."""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))
from transcript import PROGRAM, SAMPLES, SECONDS, Done, Transcript, main, tree  # noqa: E402,F401

SERVER = Path(__file__).resolve().parent.parent / "servers" / "postgresql"
TARGETS = {"maildir": "out", "mbox": "out", "eml": "out", "pst": "out"}
DATABASES = ("sqlite", "postgresql")


def server_settings(server: Path = SERVER) -> dict[str, str]:
    done = subprocess.run([server, "start"], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return dict(line.split("=", 1) for line in done.stdout.splitlines())


MOST_WRITES = 2000  # of any run here; more would mean that the end is never reached


def can_trace() -> bool:
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


class LedgerTest(Transcript):
    databases = 0

    def make_ledger(self, database: str) -> str:
        """A place nobody has used yet."""
        LedgerTest.databases += 1
        name = f"ledger_{os.getpid()}_{LedgerTest.databases}"
        if database == "sqlite":
            return str(self.home / f"{name}.sqlite")
        settings = server_settings()
        self.on_server(settings, f"CREATE DATABASE {name}")
        self.addCleanup(self.on_server, settings, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        return settings["URL"].rsplit("/", 1)[0] + "/" + name

    def on_server(self, settings: dict[str, str], statement: str) -> str:
        done = subprocess.run(["psql", "-X", "-A", "-t", "-q", "-c", statement, settings["URL"]], check=True,
                              capture_output=True, text=True)
        return done.stdout.strip()

    def delivered(self, place: Path) -> dict[str, str]:
        """Everything at the target but reports; a PST's record holds stamps of the run."""
        return {name: content for name, content in tree(place).items()
                if "restante-report" not in name and not name.endswith(".pst.restante")}

    def undisturbed(self, kind: str, source: Path) -> dict[str, str]:
        done = self.run_program("migrate", source, "--to", f"{kind}:whole-{kind}", "--ledger", self.make_ledger("sqlite"))
        self.assertIn(done.code, (0, 1), done.err)
        return self.delivered(self.dir / f"whole-{kind}")

    def go_on(self, ledger: str, source: Path, target: str) -> Done:
        """resume; or the same command again when it died before it was on record."""
        done = self.run_program("resume", ledger)
        if done.code == 66:
            done = self.run_program("migrate", source, "--to", target, "--ledger", ledger)
        return done
