"""Postoffices as they are found on old servers: in use, half copied, full of files of other programs, with names in any
case, not to be written to. Everything there is goes to its owner, what is not there is named, nothing is touched."""

import fcntl
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
import zipfile
from collections import Counter
from pathlib import Path

import truth

USERS = 6
HEADER = 116  # bytes of a header in a mailbag
SEED = 17
NOBODY = 65534
# Holds locks of both kinds on all files named on standard input until that is closed.
LOCKER = """
import fcntl, sys
held = [open(line.rstrip("\\n"), "r+b") for line in iter(sys.stdin.readline, "\\n")]
for file in held:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
print("locked", flush=True)
sys.stdin.read()
"""


def files_of(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.is_file())


def by_mailbox(mailboxes: list[dict]) -> dict[str, Counter]:
    found: dict[str, Counter] = {}
    for one in mailboxes:
        found.setdefault(one["mailbox"].get("name", ""), Counter()).update(truth.found_items(one))
    return found


def identity(item: truth.Item) -> tuple:
    return item.subject, item.sent, item.text


def states(directory: Path) -> dict[str, tuple]:
    """What must stay as it was; read before anything opens the files."""
    return {path.relative_to(directory).as_posix(): (state.st_size, state.st_mode, state.st_ino, state.st_mtime_ns,
                                                     state.st_atime_ns)
            for path in files_of(directory) for state in [path.stat()]}


class Robustness(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-robust-")
        cls.addClassCleanup(scratch.cleanup)
        cls.dir = Path(scratch.name)
        cls.dir.chmod(0o755)
        cls.original = cls.dir / "original"
        cls.made = truth.forge(cls.original, "--users", USERS, "--seed", SEED, "--layout", "hidden", "--kind", "retail")
        cls.whole = by_mailbox(truth.migrate(cls.original))
        cls.owners = {}
        for user in cls.made["users"]:
            folders = [folder | {"messages": [one | {"live": True} for one in folder["messages"]]}
                       for folder in truth.with_queue(cls.made, user)]
            for item in truth.stored_items(folders):
                cls.owners.setdefault(identity(item), set()).add(user["mailbox"])
        assert sum(sum(items.values()) for items in cls.whole.values()) > USERS * 5

    def copy(self) -> Path:
        place = Path(tempfile.mkdtemp(dir=self.dir))
        place.chmod(0o755)
        self.addCleanup(shutil.rmtree, place)
        return Path(shutil.copytree(self.original, place / "office"))

    def migrate(self, directory: Path, codes: tuple = (0, 1, 2), before: tuple = ()) -> tuple[dict, int, list[dict]]:
        """Items of each mailbox, the exit code, the findings of the report."""
        out = Path(tempfile.mkdtemp(dir=directory.parent))
        out.chmod(0o777)
        done = subprocess.run([*before, truth.RESTANTE, "migrate", directory, "--to", f"json:{out}/all.json", "--no-progress",
                               "--quiet", "--report", out], capture_output=True, text=True, timeout=truth.SECONDS,
                              check=False)
        self.assertNotIn("Sanitizer", done.stderr)
        self.assertIn(done.returncode, codes, done.stderr)
        if done.returncode == 66:  # no mail in it, which is told on standard error alone
            self.assertIn(str(directory), done.stderr)
            return {}, 66, [{"severity": "error"}]
        report = json.loads((out / "restante-report.json").read_text(encoding="utf-8"))
        return by_mailbox(truth.lines_of(out / "all.json")), done.returncode, report["findings"]

    def assert_owned_or_named(self, directory: Path, what: str, changed: tuple[str, ...]) -> Counter:
        """Returns what is missing. `changed`: names of files and directories that are not what they were, in capitals."""
        found, code, findings = self.migrate(directory, codes=(0, 1, 2, 66))
        users = {user["mailbox"] for user in self.made["users"]}
        for mailbox, items in found.items():
            if mailbox in users:
                for item in items:
                    self.assertIn(mailbox, self.owners.get(identity(item), {mailbox}),
                                  f"{what}: {item.subject} is somebody else's")
        everywhere = Counter(identity(item) for items in found.values() for item in items.elements())
        before = Counter(identity(item) for items in self.whole.values() for item in items.elements())
        missing = before - everywhere
        if missing:
            self.assertNotEqual(code, 0, f"{what}: {sum(missing.values())} messages are gone, and nobody says so")
            if code != 66:  # nothing at all was recognised, which was said
                self.assert_named(missing, found, findings, what, changed)
        return missing

    def assert_named(self, missing: Counter, found: dict, findings: list[dict], what: str, changed: tuple[str, ...]) -> None:
        """Whoever lacks mail is told so: by his name, his number, or the file or directory that is to blame."""
        told = json.dumps([one for one in findings if one["severity"] != "info"]).upper()
        for mailbox, items in self.whole.items():
            own = Counter(identity(item) for item in items.elements())
            here = Counter(identity(item) for item in found.get(mailbox, Counter()).elements())
            lacking = (own - here) & missing
            own_names = [user["hexid"] for user in self.made["users"] if user["mailbox"] == mailbox]
            if not mailbox:
                own_names = [folder["name"].upper() for folder in self.made["shared_folders"]]
            if lacking:
                names = [name for name in (mailbox.upper(), *own_names, *changed) if name]
                if sum(lacking.values()) <= self.left_out(findings):
                    continue
                self.assertTrue(any(name in told for name in names),
                                f"{what}: {mailbox} lacks {sum(lacking.values())} messages, and none of {names} is named: {told}")

    def left_out(self, findings: list[dict]) -> int:
        """Messages no mailbag names, which are told with their number and the way to have them."""
        always = sum("attachment_file" not in orphan for orphan in self.made["orphans"])
        return sum(int(re.match(r"(\d+) messages", one["text"])[1]) for one in findings if one.get("code") == "PO-014") - always

    def test_a_mailbag_cut_between_two_headers_is_told_with_whose_mail_it_was(self) -> None:
        """Nothing is damaged then; but its messages are there, and say whom they are for."""
        told = 0
        for user in self.made["users"]:
            bag = Path("MBG") / f"{user['hexid']}.MBG"
            lacking = self.whole.get(user["mailbox"], Counter())
            if user["deleted"] or not lacking or (self.original / bag).stat().st_size < 4 * HEADER:
                continue
            directory = self.copy()
            (directory / bag).chmod(0o644)
            headers = (directory / bag).stat().st_size // HEADER
            os.truncate(directory / bag, headers // 2 * HEADER)
            found, code, findings = self.migrate(directory, codes=(0, 1, 2))
            lost = sum((lacking - found.get(user["mailbox"], Counter())).values())
            orphans = self.left_out(findings)
            self.assertLessEqual(orphans, lost)
            if orphans:
                told += 1
                text = next(one["text"] for one in findings if one.get("code") == "PO-014")
                self.assertIn(f"{user['mailbox']} (", text)
        self.assertGreater(told, 0)

    def test_files_that_another_program_has_locked(self) -> None:
        directory = self.copy()
        holder = subprocess.Popen([sys.executable, "-c", LOCKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            for path in files_of(directory):
                path.chmod(0o644)
                holder.stdin.write(f"{path}\n")
            holder.stdin.write("\n")
            holder.stdin.flush()
            self.assertEqual(holder.stdout.readline(), "locked\n")
            with files_of(directory)[0].open("rb") as file, self.assertRaises(OSError):
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            self.assertEqual(self.migrate(directory)[0], self.whole)
        finally:
            holder.communicate()

    def as_nobody(self) -> tuple:
        """Before a command: root may read everything."""
        if os.geteuid() != 0:
            return ()
        before = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
        if shutil.which("setpriv") is None or subprocess.run([*before, truth.RESTANTE, "--version"], capture_output=True,
                                                             check=False).returncode != 0:
            self.skipTest("the program cannot be run as somebody who is not root")
        return before

    def test_files_that_may_not_be_read(self) -> None:
        before = self.as_nobody()
        directory = self.copy()
        for path in files_of(directory):
            path.chmod(0o444)
        user = next(user for user in self.made["users"] if (directory / "MBG" / f"{user['hexid']}.MBG").stat().st_size > 0
                    and not user["deleted"] and "store" not in user)
        closed = [f"MBG/{user['hexid']}.MBG", f"KEY/{user['hexid']}.KEY", "GLB/ACCESS3.GLB"]
        for name in closed:
            (directory / name).chmod(0)
        (directory / "TPL").chmod(0)
        self.addCleanup((directory / "TPL").chmod, 0o755)
        found, _, findings = self.migrate(directory, codes=(1, 2), before=before)
        told = json.dumps(findings)
        for name in [*closed, "TPL"]:
            self.assertIn(name, told)
        for mailbox, items in self.whole.items():
            if mailbox != user["mailbox"]:
                self.assertEqual(items - found[mailbox], Counter(), mailbox)

    def test_files_that_grow_while_they_are_read(self) -> None:
        directory = self.copy()
        growing = [path for path in files_of(directory) if path.parent.name in ("MBG", "GLB", "NME", "LOG", "CAL", "XTN", "MMF")
                   or path.suffix == ".MAI"]
        for path in growing:
            path.chmod(0o644)
        stop = threading.Event()

        def grow() -> None:
            files = [path.open("ab", buffering=0) for path in growing]
            for _ in range(2000):
                for file in files:
                    file.write(b"\0")
                if stop.wait(0.001):
                    break
            for file in files:
                file.close()

        writer = threading.Thread(target=grow)
        writer.start()
        try:
            found = self.migrate(directory)[0]
        finally:
            stop.set()
            writer.join()
        for path in growing:
            self.assertGreater(path.stat().st_size, (self.original / path.relative_to(directory)).stat().st_size)
        for mailbox, items in self.whole.items():
            self.assertEqual(items - found[mailbox], Counter(), mailbox)

    def test_directories_that_were_not_copied(self) -> None:
        lost = 0
        for name in sorted(path.name for path in self.original.iterdir() if path.is_dir()):
            with self.subTest(name):
                directory = self.copy()
                shutil.rmtree(directory / name)
                if name != "LOCAL":  # message files on users' own disks: the postoffice says nothing of them
                    lost += sum(self.assert_owned_or_named(directory, name, (f"{name}/",)).values())
        self.assertGreater(lost, 0)

    def test_files_cut_at_every_quarter(self) -> None:
        lost = 0
        for name in sorted(path.name for path in self.original.iterdir() if path.is_dir()):
            for quarter in range(4):
                with self.subTest(directory=name, quarter=quarter):
                    directory = self.copy()
                    for path in files_of(directory / name):
                        path.chmod(0o644)
                        os.truncate(path, path.stat().st_size * quarter // 4)
                    lost += sum(self.assert_owned_or_named(directory, f"{name} {quarter}/4", (f"{name}/",)).values())
        self.assertGreater(lost, 0)

    def test_copy_that_stopped_on_its_way(self) -> None:
        """The first files are whole, one is cut, the others are not there."""
        paths = [path.relative_to(self.original) for path in files_of(self.original)]
        for share in range(1, 8):
            with self.subTest(share=share):
                directory = self.copy()
                at = len(paths) * share // 8
                (directory / paths[at]).chmod(0o644)
                os.truncate(directory / paths[at], (self.original / paths[at]).stat().st_size // 2)
                for path in paths[at + 1 :]:
                    (directory / path).unlink()
                changed = tuple({path.as_posix().upper() for path in paths[at:]} |
                                {f"{path.parts[0]}/".upper() for path in paths[at:]})
                self.assert_owned_or_named(directory, f"{share}/8", changed)

    def test_single_files_that_are_cut(self) -> None:
        """The largest of each directory: nobody but its owner lacks anything."""
        lost = 0
        for name in sorted(path.name for path in self.original.iterdir() if path.is_dir()):
            largest = max(files_of(self.original / name), key=lambda path: path.stat().st_size, default=None)
            for share in (0, 1, 2):
                if largest is None or largest.stat().st_size == 0:
                    continue
                with self.subTest(file=largest.name, share=share):
                    directory = self.copy()
                    path = directory / largest.relative_to(self.original)
                    path.chmod(0o644)
                    os.truncate(path, largest.stat().st_size * share // 3)
                    lost += sum(self.assert_owned_or_named(directory, f"{path.name} {share}/3", (path.name.upper(),)).values())
        self.assertGreater(lost, 0)

    def test_files_of_other_programs_everywhere(self) -> None:
        directory = self.copy()
        truth.run("migrate", self.original, "--user", "Admin", "--to", f"pst:{directory.parent}/outlook", "--quiet")
        outlook = next((directory.parent / "outlook").glob("*.pst"))
        noise = random.Random(SEED)
        for place in [directory, *(path for path in directory.rglob("*") if path.is_dir())]:
            for name, content in (("Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)),
                                  (".DS_Store", b"\0\0\0\1Bud1" + bytes(500)),
                                  ("README.TXT", b"Please do not delete.\r\n"), ("OUTLOOK.PST", b"!BDN" + noise.randbytes(2000)),
                                  ("NOTES.MBG", noise.randbytes(1160)), ("~0000001.KEY", noise.randbytes(560)),
                                  ("0000001X.MAI", noise.randbytes(700)), ("ACCESS2.OLD", noise.randbytes(690)),
                                  ("BACKUP.MMF", noise.randbytes(3000))):
                (place / name).write_bytes(content)
            shutil.copy(outlook, place / "ARCHIVE.PST")
            with zipfile.ZipFile(place / "OLD.ZIP", "w") as archive:
                archive.writestr("README.TXT", "nothing")
        # Names as a postoffice has them, of numbers it never gave.
        for name, size in (("MBG/0000F001.MBG", 1160), ("KEY/0000F001.KEY", 560), ("MAI/MA2/0000F002.MAI", 900),
                           ("ATT/AT3/0000F003.ATT", 900), ("FOLDERS/PUB/0000F004.FLD", 900), ("NME/0000F001.NME", 450)):
            (directory / name).parent.mkdir(exist_ok=True, parents=True)
            (directory / name).write_bytes(noise.randbytes(size))
        found = self.migrate(directory)[0]
        for mailbox, items in self.whole.items():
            self.assertEqual(items - found[mailbox], Counter(), mailbox)
            if mailbox:
                self.assertEqual(found[mailbox] - items, Counter(), mailbox)

    def test_names_in_any_case(self) -> None:
        for form in (str.lower, str.title, str.swapcase):
            with self.subTest(form):
                directory = self.copy()
                for path in sorted(directory.rglob("*"), key=lambda one: -len(one.parts)):
                    path.rename(path.with_name(form(path.name)))
                self.assertEqual(self.migrate(directory)[0], self.whole)

    def test_nothing_below_the_source_changes(self) -> None:
        directory = self.copy()
        for path in files_of(directory):
            os.utime(path, (600_000_000, 700_000_000))  # read before it was written: any read would change that
        before = states(directory)
        self.migrate(directory)
        truth.run("inspect", directory, "--evidence", codes=(0, 1))
        self.assertEqual(states(directory), before)
        self.assertEqual(truth.hashes(directory), truth.hashes(self.original))

    def test_a_directory_that_cannot_be_written_to(self) -> None:
        before = self.as_nobody()
        directory = self.copy()
        for path in [directory, *directory.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        try:
            self.assertEqual(self.migrate(directory, before=before)[0], self.whole)
        finally:
            for path in [directory, *directory.rglob("*")]:
                path.chmod(0o755 if path.is_dir() else 0o644)
        self.assertEqual(truth.hashes(directory), truth.hashes(self.original))


if __name__ == "__main__":
    unittest.main()
