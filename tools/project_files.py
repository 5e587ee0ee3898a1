"""Which files belong to the project, and how a house rule reports what it found."""

import subprocess
import sys
from pathlib import Path
from typing import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".git", "build", "install", "node_modules", "__pycache__", ".cache"}


def _listed_by_git(root: Path) -> list[Path] | None:
    """Tracked and new files, without ignored ones; None where there is no git checkout."""
    if not (root / ".git").exists():
        return None
    try:
        listing = subprocess.run(
            ["git", "-c", f"safe.directory={root}", "-C", str(root), "ls-files", "-z", "--cached", "--others",
             "--exclude-standard"], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return [root / name for name in listing.decode().split("\0") if name]


def project_files(root: Path = ROOT, *suffixes: str) -> Iterator[Path]:
    """Every file of the project, in a stable order; with suffixes, only those that end so."""
    files = _listed_by_git(root)
    if files is None:
        files = [path for path in root.rglob("*") if not NOT_OURS.intersection(path.relative_to(root).parts)]
    for path in sorted(files):
        if path.is_file() and (not suffixes or path.name.endswith(suffixes)):
            yield path


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def report(check: Callable[[Path], list[str]]) -> int:
    """Runs a check on the project (or the folder named on the command line) and prints what is wrong."""
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    problems = check(root)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}")
    return 1 if problems else 0
