"""What a file that was made to hurt may cost: inspect, check, migrate and recover on every bomb, each within a ceiling of
processor time, memory and output that docs/limits.md states as a multiple of the size of the file."""

import concurrent.futures
import contextlib
import gzip
import mailbox
import os
import resource
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import bombs  # noqa: E402

RESTANTE = os.environ["RESTANTE"]
SANITIZED = "ASAN_OPTIONS" in os.environ or "/asan/" in RESTANTE
MEBIBYTE = 1 << 20
# The ceilings of docs/limits.md, generous against a slow and busy machine.
SECONDS, SECONDS_PER_MEBIBYTE = 8, 2
MEMORY, MEMORY_PER_BYTE = 160 * MEBIBYTE, 8
OUTPUT, OUTPUT_PER_BYTE = 160 * MEBIBYTE, 150
ADDRESS_SPACE = 1536 * MEBIBYTE
CODES = {"inspect": {0, 1, 2, 66}, "check": {0, 1, 66}, "migrate": {0, 1, 2, 66}, "recover": {0, 1, 2, 66}}


def size_of(path: Path) -> int:
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file()) if path.is_dir() else path.stat().st_size


class Cost:
    """What one run of the program cost."""

    def __init__(self, arguments: list, directory: Path) -> None:
        out = directory / "out"
        out.mkdir(exist_ok=True)

        def limit() -> None:
            if not SANITIZED:
                resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))

        environment = os.environ | {"HOME": str(directory), "XDG_STATE_HOME": str(directory), "TMPDIR": str(directory)}
        with open(directory / "said", "wb") as said, open(directory / "complained", "wb") as complained:
            process = subprocess.Popen([RESTANTE, *map(str, arguments)], cwd=out, env=environment, stdout=said,
                                       stderr=complained, preexec_fn=limit)
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.code = process.returncode
        self.seconds = used.ru_utime + used.ru_stime
        self.memory = used.ru_maxrss * 1024
        self.output = size_of(out) + (directory / "said").stat().st_size
        self.errors = (directory / "complained").read_text("utf-8", "replace")
        self.said = (directory / "said").read_text("utf-8", "replace")


class Bombs(unittest.TestCase):
    directory: Path

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-bombs-")
        cls.addClassCleanup(scratch.cleanup)
        cls.directory = Path(scratch.name)

    def made(self, name: str) -> Path:
        path = self.directory / name
        if not path.exists():
            bombs.BOMBS[name](path)
        return path

    def cost(self, *arguments: object) -> Cost:
        with tempfile.TemporaryDirectory(prefix="run-", dir=self.directory) as scratch:
            return Cost(list(arguments), Path(scratch))

    def excesses(self, name: str) -> list[str]:
        """What one bomb costs too much; prints a row of the table of docs/limits.md for each command when asked to."""
        path = self.made(name)
        size = size_of(path)
        excesses = []
        for command, codes in CODES.items():
            target = {"migrate": ["--to", "mbox:.", "--no-progress"],
                      "recover": ["--to", "json:mail.json", "--no-progress"]}.get(command, [])
            cost = self.cost(command, path, *target)
            if os.environ.get("RESTANTE_BOMB_FIGURES"):
                print(f"| {name} | {size / MEBIBYTE:.1f} | {command} | {cost.code} | {cost.seconds:.1f} | "
                      f"{cost.memory / MEBIBYTE:.0f} | {cost.output / MEBIBYTE:.0f} |")
            slow = 10 if SANITIZED else 1
            for what, spent, most in (
                    ("seconds", cost.seconds, slow * (SECONDS + SECONDS_PER_MEBIBYTE * size / MEBIBYTE)),
                    ("bytes of memory", 0 if SANITIZED else cost.memory, MEMORY + MEMORY_PER_BYTE * size),
                    ("bytes of output", cost.output, OUTPUT + OUTPUT_PER_BYTE * size)):
                if spent > most:
                    excesses.append(f"{command} {name}: {spent} {what}, more than {most}")
            if cost.code not in codes:
                excesses.append(f"{command} {name}: ended with {cost.code}\n{cost.errors[:1000]}")
        return excesses

    def test_every_bomb_stays_within_the_ceilings(self) -> None:
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            found = [one for some in pool.map(self.excesses, bombs.BOMBS) for one in some]
        self.assertEqual(found, [], "\n".join(found))

    def test_what_is_left_out_is_told_by_number(self) -> None:
        for name, number in (("shared-attachment.mmf", "LIM-002"), ("shared-text.mmf", "LIM-002"),
                             ("shared-lists.mmf", "LIM-002"), ("many-parts.mmf", "CONTENT-002"),
                             ("nested-tnef.mmf", "CONTENT-003"), ("one-body-for-all", "LIM-002"),
                             ("one-set-of-attachments", "LIM-004"), ("one-list-of-recipients", "LIM-004"),
                             ("deep-folders-each-other", "LIM-003"), ("one-chain-for-all.img", "FAT-001"),
                             ("postoffice-of-one-large-message", "LIM-004"),
                             ("headers-only.tar.xz", "LIM-002"), ("growing.zip", "LIM-002")):
            with self.subTest(bomb=name):
                cost = self.cost("migrate", self.made(name), "--to", "mbox:.", "--no-progress", "--json")
                self.assertTrue(number in cost.said, cost.errors)

    def test_check_tells_of_circles_in_outlook_data_files(self) -> None:
        for name, number in (("messages-in-themselves.pst", "PSTK-096"), ("trees-in-circles.pst", "PSTK-0")):
            with self.subTest(bomb=name):
                self.assertIn(number, self.cost("check", self.made(name)).said)

    def test_compound_documents_are_passed_on_as_they_are(self) -> None:
        with tempfile.TemporaryDirectory(prefix="run-", dir=self.directory) as scratch:
            Cost(["migrate", self.made("compound-documents.mmf"), "--to", "mbox:.", "--no-progress"], Path(scratch))
            boxes = [one for one in Path(scratch, "out").rglob("*") if one.is_file() and one.read_bytes()[:5] == b"From "]
            carried = set()
            for box in boxes:
                with contextlib.closing(mailbox.mbox(box)) as messages:
                    carried |= {part.get_payload(decode=True) for message in messages for part in message.walk()
                                if part.get_filename()}
        for kind in range(4):
            self.assertIn(bombs.document_bombs.compound(kind), carried)

    def test_the_rest_behind_a_bomb_is_delivered(self) -> None:
        path = self.directory / "behind.mmf"
        bombs.described(path, bombs.message_file.message([bombs.message_file.attachment("WINMAIL.DAT", bombs.tnef_chain(1000))]),
                        bombs.message_file.message(subject="the one behind"))
        cost = self.cost("migrate", path, "--to", "json:-", "--no-progress")
        self.assertIn("the one behind", cost.said)

    def test_a_file_of_an_image_that_breaks_off_costs_the_others_nothing(self) -> None:
        """What lies in front of the break is read."""
        path = self.directory / "broken.img"
        bombs.image_bombs.broken_file(path)
        for command, target in (("migrate", "json:-"), ("recover", "json:-")):
            with self.subTest(command=command):
                cost = self.cost(command, path, "--to", target, "--no-progress")
                self.assertEqual(cost.code, 2, cost.errors)
                subjects = [line.count('"subject"') for line in cost.said.splitlines() if line.startswith("{")]
                self.assertEqual(sorted(subjects), [3, 5])

    def test_a_million_entries_are_enough(self) -> None:
        path = self.directory / "million.tar.gz"
        bombs.million_entries(path)
        self.assertIn("SRC-003", self.cost("inspect", path).said)

    def test_no_archive_makes_us_start_a_program(self) -> None:
        """Compressions that libarchive leaves to other programs are not known to us."""
        programs = self.directory / "programs"
        programs.mkdir()
        for name, magic in (("grzip", b"GRZipII\x00\x02\x04:)"), ("lrzip", b"LRZI\x00\x06"), ("lzop", b"\x89LZO\x00\r\n\x1a\n")):
            (programs / name).write_text(f"#!/bin/sh\ntouch {programs}/started-{name}\ncat\n")
            (programs / name).chmod(0o755)
            (self.directory / f"{name}.gz").write_bytes(gzip.compress(magic + bytes(2000)))
            done = subprocess.run([RESTANTE, "inspect", self.directory / f"{name}.gz"], capture_output=True, check=False,
                                  env=os.environ | {"PATH": f"{programs}:{os.environ['PATH']}"}, timeout=60)
            self.assertEqual(done.returncode, 66)
            self.assertFalse((programs / f"started-{name}").exists(), name)


if __name__ == "__main__":
    unittest.main()
