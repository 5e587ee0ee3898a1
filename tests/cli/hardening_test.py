"""The release is built so that a mistake in it is hard to use (SECURITY.md): what the linker and the compiler left behind in
the program says so."""

import json
import os
import re
import subprocess
import unittest
from pathlib import Path

PROGRAM = os.environ["RESTANTE"]
BUILD = Path(os.environ["RESTANTE_BUILD"])


def is_release() -> bool:
    return "RESTANTE_HARDENED:BOOL=ON" in (BUILD / "CMakeCache.txt").read_text(encoding="utf-8")


def readelf(*options: str) -> str:
    return subprocess.run(["readelf", "--wide", *options], capture_output=True, check=True, text=True).stdout


@unittest.skipUnless(is_release(), "not a release")
class Hardening(unittest.TestCase):
    def test_it_may_lie_at_any_address(self) -> None:
        self.assertRegex(readelf("--file-header", PROGRAM), r"Type: +DYN")
        self.assertRegex(readelf("--dynamic", PROGRAM), r"FLAGS_1.*PIE")

    def test_addresses_are_bound_at_the_start_and_sealed(self) -> None:
        self.assertIn("GNU_RELRO", readelf("--program-headers", PROGRAM))
        self.assertRegex(readelf("--dynamic", PROGRAM), r"BIND_NOW|FLAGS.*NOW")

    def test_the_stack_holds_no_code(self) -> None:
        stack = next(line for line in readelf("--program-headers", PROGRAM).splitlines() if "GNU_STACK" in line)
        self.assertIn("RW ", stack)
        self.assertNotIn("RWE", stack)

    def test_no_segment_is_both_written_and_run(self) -> None:
        loaded = [line for line in readelf("--program-headers", PROGRAM).splitlines() if line.strip().startswith("LOAD")]
        self.assertTrue(loaded)
        for line in loaded:
            self.assertIsNone(re.search(r"\bRWE\b", line), line)

    def test_stack_and_copies_are_guarded(self) -> None:
        imported = readelf("--dyn-syms", PROGRAM)
        self.assertIn("__stack_chk_fail", imported)
        self.assertRegex(imported, r"__(memcpy|memmove|read|pread64|strcpy|snprintf|memset)_chk")

    def test_every_file_of_ours_was_compiled_with_the_guards(self) -> None:
        commands = json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8"))
        flags = ["-D_FORTIFY_SOURCE=2", "-D_GLIBCXX_ASSERTIONS", "-fstack-protector-strong", "-fPIE",
                 "-fstack-clash-protection"]
        if os.uname().machine == "x86_64":
            flags.append("-fcf-protection=full")
        products = [one["command"] for one in commands
                    if re.search(r" -o CMakeFiles/restante(_[a-z_]+)?\.dir/", one["command"])
                    and not re.search(r"_test\.dir/|_testing|_precompiled", one["command"].split(" -o ")[1])]
        self.assertTrue(products)
        for command in products:
            for flag in flags:
                self.assertIn(flag, command)


if __name__ == "__main__":
    unittest.main()
