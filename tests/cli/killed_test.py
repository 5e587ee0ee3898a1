"""kill -9 at any moment, then the same command again: the same files as if nothing had happened."""

import subprocess
import time

from transcript import PROGRAM, Transcript, main, tree

TARGETS = ("maildir:out", "eml:out", "mbox:out", "json:out/mail.json", "pst:out", "contacts:out", "ldif:out")
SAMPLE = "many-600"
INSTANTS = 9  # spread over the time of an undisturbed run


class Killed(Transcript):
    def undisturbed(self, target: str) -> tuple[dict[str, str], float]:
        started = time.monotonic()
        done = self.run_program("migrate", self.sample(SAMPLE), "--to", target.replace("out", "whole"))
        self.assertIn(done.code, (0, 1, 2), done.err)
        return self.delivered("whole"), time.monotonic() - started

    def delivered(self, name: str) -> dict[str, str]:
        """Without the reports: they tell of their run, whether something was already there for instance."""
        return {path: content for path, content in tree(self.dir / name).items() if "restante-report" not in path}

    def kill_after(self, seconds: float, target: str) -> bool:
        process = subprocess.Popen([PROGRAM, "migrate", str(self.sample(SAMPLE)), "--to", target, "--quiet"],
                                   cwd=self.dir, env=self.environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        process.kill()
        return process.wait() < 0

    def test_the_same_command_again_completes_it(self) -> None:
        killed = 0
        for target in TARGETS:
            whole, seconds = self.undisturbed(target)
            for instant in range(1, INSTANTS + 1):
                place = f"out{instant}"
                with self.subTest(target=target, instant=instant):
                    killed += self.kill_after(seconds * instant / (INSTANTS + 1), target.replace("out", place))
                    done = self.run_program("migrate", self.sample(SAMPLE), "--to", target.replace("out", place))
                    self.assertIn(done.code, (0, 1, 2), done.err)
                    self.assertEqual(self.delivered(place), whole)
            self.clear()
        self.assertGreater(killed, len(TARGETS) * INSTANTS // 3, "too few runs were killed in the middle")

    def clear(self) -> None:
        subprocess.run(["rm", "-rf", "whole", *(f"out{instant}" for instant in range(1, INSTANTS + 1))], cwd=self.dir,
                       check=True)


if __name__ == "__main__":
    main()
