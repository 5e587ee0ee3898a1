"""A small disk of its own, where the system lets us make one."""

import subprocess
import unittest
from pathlib import Path


def small_disk(test: unittest.TestCase, place: Path, size: str) -> None:
    """Mounts an empty file system of that size ("256k") for the length of the test; skips the test where it may not."""
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True, check=False)
    if mounted.returncode != 0:
        test.skipTest("may not mount a small disk")
    test.addCleanup(subprocess.run, ["umount", place], check=True)
