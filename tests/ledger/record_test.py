"""What a ledger says afterwards: resume, verify and report; and what happens when it cannot be written."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest
from html.parser import HTMLParser

from ledger_fixture import DATABASES, PROGRAM, SAMPLES, SECONDS, SERVER, TARGETS, LedgerTest, main, server_settings, tree

SOURCE = SAMPLES / "attachments.mmf"


class Page(HTMLParser):
    """Collects what a page would load or run, and whether its elements are closed."""

    VOID = {"meta", "br", "link", "img"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.suspicious: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in ("script", "img", "link", "iframe", "object"):
            self.suspicious.append(tag)
        self.suspicious += [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.suspicious.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text += data


class Record(LedgerTest):
    def forged(self, **options: object) -> str:
        path = self.dir / "office"
        words = [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", value)]
        self.assertEqual(self.run_program("forge", path, *words).code, 0)
        return str(path)

    def test_interrupted_and_resumed(self) -> None:
        source = self.forged(users=12, messages=3000, seed=3)
        whole = self.undisturbed("maildir", source)
        for database in DATABASES:
            with self.subTest(database):
                ledger = self.make_ledger(database)
                place = f"out-{database}"
                process = subprocess.Popen([PROGRAM, "migrate", source, "--to", f"maildir:{place}", "--ledger", ledger],
                                           cwd=self.dir, env=self.environment(), stdin=subprocess.DEVNULL,
                                           stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                waited = time.monotonic()
                while not list((self.dir / place).rglob("cur/*")) and time.monotonic() - waited < SECONDS:
                    time.sleep(0.005)
                process.send_signal(signal.SIGINT)
                _, error = process.communicate(timeout=SECONDS)
                self.assertEqual(process.returncode, 130, error)
                cut_off = json.loads(self.run_program("report", ledger, "--json").out)
                self.assertIn("stopped", cut_off)
                self.assertEqual(cut_off["exit_code"], 130)
                done = self.run_program("resume", ledger)
                self.assertIn(done.code, (0, 1), done.err)
                self.assertEqual(self.delivered(self.dir / place), whole)
                again = self.run_program("resume", ledger)
                self.assertIn(again.code, (0, 1), again.err)
                self.assertEqual(self.delivered(self.dir / place), whole)
                self.assertEqual(self.run_program("verify", ledger).code, 0)
                # The report of the ledger alone says what the one beside the mail says.
                kept = json.loads(self.run_program("report", ledger, "--json").out)
                written = json.loads((self.dir / place / "restante-report.json").read_text(encoding="utf-8"))
                for part in ("totals", "mailboxes", "losses", "failed", "targets", "exit_code"):
                    self.assertEqual(kept[part], written[part], part)

    def test_verify_finds_what_is_wrong(self) -> None:
        for kind, pattern in {"maildir": "**/cur/*", "eml": "**/*.eml", "mbox": "**/*.mbox", "pst": "*.pst"}.items():
            with self.subTest(kind):
                place = self.dir / f"verify-{kind}"
                self.run_program("migrate", SOURCE, "--to", f"{kind}:{place.name}", "--ledger", f"{kind}.sqlite")
                self.assertEqual(self.run_program("verify", f"{kind}.sqlite").code, 0)
                files = sorted(path for path in place.glob(pattern) if path.stat().st_size)
                victim = files[0]
                content = victim.read_bytes()
                if kind in ("maildir", "eml"):
                    victim.write_bytes(content + b"x")
                    self.wrong(kind, changed=1)
                    victim.unlink()
                    self.wrong(kind, missing=1)
                    victim.write_bytes(content)
                    (victim.parent / ("copy-of-" + victim.name)).write_bytes(content)
                    self.wrong(kind, twice=1)
                elif kind == "mbox":
                    victim.write_bytes(content.replace(b"\nSubject: ", b"\nSubject: x", 1))
                    self.wrong(kind, changed=1)
                    victim.write_bytes(content + content)
                    self.wrong(kind, twice=content.count(b"\nX-Restante-Item: "))
                else:
                    victim.unlink()
                    done = self.run_program("verify", "pst.sqlite")
                    self.assertEqual(done.code, 74, done.out)

    def test_verify_finds_shared_folders(self) -> None:
        """They are a mailbox without name and address."""
        source = self.forged(users=4, messages=200, seed=11)
        for kind in TARGETS:
            with self.subTest(kind):
                self.run_program("migrate", source, "--to", f"{kind}:shared-{kind}", "--ledger", f"shared-{kind}.sqlite")
                items = json.loads(self.run_program("verify", f"shared-{kind}.sqlite", "--json").out)["targets"][0]
                self.assertEqual((items["missing"], items["twice"], items["changed"]), (0, 0, 0), items)
                with sqlite3.connect(self.dir / f"shared-{kind}.sqlite") as ledger:
                    shared = ledger.execute("SELECT count(*) FROM item JOIN unit ON unit.id = item.unit WHERE unit.name = '' "
                                            "AND unit.address = ''").fetchone()[0]
                self.assertGreater(shared, 0)

    def wrong(self, kind: str, **counts: int) -> None:
        done = self.run_program("verify", f"{kind}.sqlite", "--json")
        self.assertEqual(done.code, 2, done.out)
        target = json.loads(done.out)["targets"][0]
        for doubt in ("missing", "changed", "twice", "unsure"):
            self.assertEqual(target[doubt], counts.get(doubt, 0), (doubt, target))
        self.assertEqual(len(target["items"]), sum(counts.values()))

    def test_the_page_is_one_file_and_harmless(self) -> None:
        self.run_program("migrate", SOURCE, "--to", "mbox:out", "--to", "pst:out2")
        page = self.run_program("report", "out/restante-ledger.sqlite", "--html").out.decode("utf-8")
        parsed = Page()
        parsed.feed(page)
        self.assertEqual(parsed.suspicious, [])
        self.assertEqual(parsed.open, [])
        for word in ("Chain of custody", "confirmed", str(SOURCE), "mbox:out", "pst:out2"):
            self.assertIn(word, parsed.text)
        import hashlib
        self.assertIn(hashlib.sha256(SOURCE.read_bytes()).hexdigest(), page)

    def test_no_secret_is_kept(self) -> None:
        settings = server_settings()
        ledger = self.make_ledger("postgresql")
        (self.dir / "password").write_text("hunter2-the-old-password\n", encoding="utf-8")
        done = self.run_program("migrate", SOURCE, "--to", "mbox:out", "--ledger", ledger, "--password-file", "password")
        self.assertIn(done.code, (0, 1), done.err)
        shown = done.err + done.out.decode()
        shown += "".join(path.read_text(encoding="utf-8", errors="replace") for path in (self.dir / "out").glob("*report*"))
        shown += self.run_program("report", ledger, "--html").out.decode() + self.run_program("report", "nowhere").err
        dump = subprocess.run(["pg_dump", "--inserts", ledger], check=True, capture_output=True, text=True).stdout
        for secret in (settings["PASSWORD"], "hunter2"):
            self.assertNotIn(secret, shown)
            self.assertNotIn(secret, dump)

    def test_twice_changes_nothing(self) -> None:
        for kind in TARGETS:
            self.run_program("migrate", SOURCE, "--to", f"{kind}:twice-{kind}")
            before = self.delivered(self.dir / f"twice-{kind}")
            done = self.run_program("migrate", SOURCE, "--to", f"{kind}:twice-{kind}")
            self.assertIn(done.code, (0, 1), done.err)
            self.assertEqual(self.delivered(self.dir / f"twice-{kind}"), before)

    def test_a_source_that_becomes_smaller_and_larger_again(self) -> None:
        source = self.forged(users=9, messages=90, seed=3)
        for number, users in enumerate((9, 4, 9)):
            shutil.rmtree(source)
            self.forged(users=users, messages=90, seed=3)
            done = self.run_program("migrate", source, "--to", f"mbox:out-{users}", "--to", "json:out.json", "--overwrite")
            self.assertIn(done.code, (0, 1), f"{number}: {done.err}")

    @unittest.skipUnless(os.geteuid() == 0, "mounts a small disk")
    def test_a_ledger_on_a_full_disk(self) -> None:
        disk = self.dir / "small"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=False)
        source = self.forged(users=3, messages=4000, seed=1)
        done = self.run_program("migrate", source, "--to", "maildir:full", "--ledger", "small/ledger.sqlite")
        self.assertEqual(done.code, 74, done.err)
        self.assertIn("full", done.err)
        subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
        done = self.go_on("small/ledger.sqlite", source, "maildir:full")
        self.assertIn(done.code, (0, 1), done.err)
        self.assertEqual(self.delivered(self.dir / "full"), self.undisturbed("maildir", source))
        self.assertEqual(self.run_program("verify", "small/ledger.sqlite").code, 0)

    def test_a_database_that_is_restarted_in_between(self) -> None:
        """With a server of its own, since others use the common one."""
        own = {"RESTANTE_SERVERS": str(self.home / "servers")}
        environment = os.environ | own
        os.chmod(self.home.parent, 0o755)
        os.chmod(self.home, 0o755)

        def server(*words: str) -> str:
            return subprocess.run([SERVER, *words], check=True, env=environment, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, text=True).stdout
        settings = dict(line.split("=", 1) for line in server("start").splitlines())
        self.addCleanup(server, "stop", "immediate")
        source = self.forged(users=20, messages=6000, seed=5)
        process = subprocess.Popen([PROGRAM, "migrate", source, "--to", "maildir:restarted", "--ledger", settings["URL"]],
                                   cwd=self.dir, env=self.environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        waited = time.monotonic()
        while not list((self.dir / "restarted").rglob("cur/*")) and time.monotonic() - waited < SECONDS:
            time.sleep(0.005)
        server("stop", "immediate")
        server("start")
        _, error = process.communicate(timeout=SECONDS)
        if process.returncode not in (0, 1):  # it was in the middle of a transaction that cannot be repeated
            self.assertEqual(process.returncode, 74, error)
            done = self.run_program("resume", settings["URL"])
            self.assertIn(done.code, (0, 1), done.err)
        self.assertEqual(self.delivered(self.dir / "restarted"), self.undisturbed("maildir", source))
        self.assertEqual(self.run_program("verify", settings["URL"]).code, 0)

    def test_no_ledger_no_run(self) -> None:
        for command in ("resume", "verify", "report"):
            self.assert_refused(self.run_program(command, "nothing.sqlite"), 66, "no ledger")
            self.assert_refused(self.run_program(command, SOURCE), 66)
        self.assert_refused(self.run_program("migrate", SOURCE, "--to", "mbox:x", "--ledger", "postgresql://u:word@127.0.0.1:1/x"),
                            69, "connection")


if __name__ == "__main__":
    main()
