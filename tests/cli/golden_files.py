"""Files that are kept byte by byte in a directory golden/, one directory a case; `--write` renews them."""

import sys
import unittest
from collections.abc import Callable
from pathlib import Path


def files_in(directory: Path, suffix: str = "") -> dict[str, bytes]:
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in sorted(directory.rglob("*"))
            if path.is_file() and path.name.endswith(suffix)}


def test_of(golden: Path, cases: dict[str, tuple], delivered: Callable[..., dict[str, bytes]]) -> type[unittest.TestCase]:
    """`delivered` makes the files of a case."""

    class Golden(unittest.TestCase):
        def test_bytes(self) -> None:
            for name, case in cases.items():
                with self.subTest(name):
                    kept = files_in(golden / name)
                    self.assertTrue(kept)
                    self.assertEqual(delivered(*case), kept)

    return Golden


def main(golden: Path, cases: dict[str, tuple], delivered: Callable[..., dict[str, bytes]]) -> None:
    if sys.argv[1:] != ["--write"]:
        unittest.main()
    for name, case in cases.items():
        for path, content in delivered(*case).items():
            (golden / name / path).parent.mkdir(parents=True, exist_ok=True)
            (golden / name / path).write_bytes(content)
