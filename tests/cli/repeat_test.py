"""The same command twice: the same bytes, nothing doubled, the same counts, findings and losses."""

import json
import os
import subprocess
import time

from transcript import PROGRAM, Transcript, healthy_samples, main, tree

TARGETS = ("json:out/mail.json", "maildir:out/maildir", "mbox:out/mbox", "eml:out/eml", "pst:out/pst", "pst:out/mail.pst")


class Repeat(Transcript):
    def run_twice(self, sample: str, target: str, *options: str) -> tuple[dict, dict]:
        """Both reports; what the target holds must not change, not even in its times."""
        command = ("migrate", self.sample(sample), "--to", target, *options)
        first = self.run_program(*command, "--report", "first")
        self.assertIn(first.code, (0, 1, 2), first.err)
        before = self.state()
        second = self.run_program(*command, "--report", "second")
        self.assertEqual(second.code, first.code, second.err)
        if target.startswith(("json", "pst")):  # written anew, whole
            self.assertEqual(self.contents(before), self.contents(self.state()))
        else:
            self.assertEqual(before, self.state())
        return tuple(self.report(self.dir / name / "restante-report.json") for name in ("first", "second"))

    def state(self) -> dict[str, tuple[str, int]]:
        root = self.dir / "out"
        return {name: (content, (root / name).stat().st_mtime_ns) for name, content in tree(root).items()
                if content and "restante-report" not in name}

    @staticmethod
    def contents(state: dict[str, tuple[str, int]]) -> dict[str, str]:
        return {name: content for name, (content, _) in state.items()}

    def assert_same_but_already_there(self, first: dict, second: dict, target: str) -> None:
        already = second.pop("already_there", 0)
        for report in (first, second):
            report["options"].pop("report", None)
        self.assertEqual(first, second)
        if target.startswith(("json", "pst")):
            self.assertEqual(already, 0)
        else:
            self.assertEqual(already, first["totals"]["messages"]["delivered"])

    def test_every_target(self) -> None:
        losses = 0
        for sample in ("attachments", "dates", "triples", "no-atts", "pab", "deep"):
            for target in TARGETS:
                with self.subTest(sample=sample, target=target):
                    placed = target.replace("out/", f"out/{sample}/")
                    first, second = self.run_twice(sample, placed)
                    losses += len(first["losses"])
                    self.assert_same_but_already_there(first, second, target)
        self.assertGreater(losses, 10)

    def test_every_sample_into_one_maildir(self) -> None:
        for sample in healthy_samples():
            with self.subTest(sample):
                self.assert_same_but_already_there(*self.run_twice(sample, f"maildir:out/{sample}"), "maildir:")

    def test_the_summary_says_so(self) -> None:
        for wanted in (False, True):
            done = self.run_program("migrate", self.sample("basic"), "--to", "mbox:out")
            self.assertEqual("5 of the delivered messages were there already" in done.err, wanted, done.err)
        done = self.run_program("migrate", self.sample("basic"), "--to", "mbox:out", "--json")
        self.assertEqual(json.loads(done.out.splitlines()[-1])["already_there"], 5)

    def test_targets_inside_one_another(self) -> None:
        """What restante itself left in the directory of a target is no obstacle, whatever the order."""
        for outer in ("maildir", "mbox", "eml"):
            inner = [f"json:{outer}/x.json", f"pst:{outer}/x.pst", f"pst:{outer}/psts", f"eml:{outer}/deep/er/eml"]
            targets = [word for target in (f"{outer}:{outer}", *inner) for word in ("--to", target)]
            for _ in range(2):
                done = self.run_program("migrate", self.sample("basic"), *targets)
                self.assertEqual(done.code, 0, done.err)
            # One that comes alone later.
            self.run_program("migrate", self.sample("basic"), "--to", f"json:late-{outer}/x.json")
            done = self.run_program("migrate", self.sample("basic"), "--to", f"{outer}:late-{outer}")
            self.assertEqual(done.code, 0, done.err)

    def test_what_is_not_ours_is_still_refused(self) -> None:
        out = self.dir / "out"
        out.mkdir()
        for name in ("letter.json", "mail.pst", "notes/letter.txt"):
            path = out / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("mine")
            done = self.run_program("migrate", self.sample("basic"), "--to", "maildir:out")
            self.assert_refused(done, 64, name.split("/")[0])
            path.unlink()
            if path.parent != out:
                path.parent.rmdir()
        self.assertEqual(tree(out), {})

    def test_a_deleted_message_comes_back_alone(self) -> None:
        for kind, pattern in (("maildir", "cur/*"), ("eml", "*.eml")):
            self.run_program("migrate", self.sample("basic"), "--to", f"{kind}:{kind}")
            before = tree(self.dir / kind)
            next((self.dir / kind).rglob(pattern)).unlink()
            done = self.run_program("migrate", self.sample("basic"), "--to", f"{kind}:{kind}")
            self.assertIn("4 of the delivered messages were there already", done.err)
            after = tree(self.dir / kind)
            self.assertEqual([name for name in before if before[name] != after.get(name) and "report" not in name], [])

    def test_torsos_of_a_power_cut_are_replaced(self) -> None:
        """A run that did not come to its end may have left files without their content."""
        for kind, pattern in (("maildir", "cur/*"), ("eml", "*.eml")):
            self.run_program("migrate", self.sample("basic"), "--to", f"{kind}:{kind}", "--report", "r")
            before = tree(self.dir / kind)
            manifest = next((self.dir / kind).rglob("restante-mailbox.json"))
            content = manifest.read_text(encoding="utf-8")
            manifest.write_text(content.replace('"complete": true', '"complete": false'), encoding="utf-8")
            torn = sorted((self.dir / kind).rglob(pattern))
            os.truncate(torn[0], 0)
            os.truncate(torn[1], 200)
            done = self.run_program("migrate", self.sample("basic"), "--to", f"{kind}:{kind}", "--report", "r")
            self.assertIn("3 of the delivered messages were there already", done.err)
            self.assertEqual(tree(self.dir / kind), before)

    def test_what_the_user_shortened_stays(self) -> None:
        self.run_program("migrate", self.sample("basic"), "--to", "eml:eml")
        file = next((self.dir / "eml").rglob("*.eml"))
        file.write_bytes(b"Subject: mine\r\n\r\n")
        self.run_program("migrate", self.sample("basic"), "--to", "eml:eml")
        self.assertEqual(file.read_bytes(), b"Subject: mine\r\n\r\n")

    def test_two_runs_at_once(self) -> None:
        """The second one is told, and the first one is not disturbed."""
        os.mkfifo(self.dir / "gate")
        for target in ("maildir:out", "mbox:out2", "json:x.json"):
            with self.subTest(target):
                command = [PROGRAM, "migrate", str(self.sample("basic")), "--to", target]
                with subprocess.Popen([*command, "--to", "json:gate"], cwd=self.dir, env=self.environment(),
                                      stderr=subprocess.PIPE) as first:
                    place = self.dir / target.split(":")[1]
                    self.wait_for(lambda: place.exists() or (self.dir / ".x.json.restante-tmp").exists())
                    second = self.run_program(*command[1:], "--report", "r")
                    with open(self.dir / "gate", "rb") as gate:
                        gate.read()
                    error = first.communicate(timeout=60)[1].decode()
                self.assertEqual(second.code, 2, second.err)
                self.assertIn("another run is writing", second.err)
                self.assertEqual(first.returncode, 0, error)

    def wait_for(self, condition) -> None:
        for _ in range(600):
            if condition():
                return
            time.sleep(0.02)
        self.fail("the first run did not begin")


if __name__ == "__main__":
    main()
