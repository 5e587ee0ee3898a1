"""The npm package pst-extractor as a third independent reader. RESTANTE_PST_READER names its node_modules directory."""

import hashlib
import json
import os
import subprocess
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent.parent / "tools" / "pst_reader" / "read_pst.js"
TOP = ["Top of Personal Folders"]
EMPTY = hashlib.sha256(b"").hexdigest()


def read(paths):
    """One document a file; the format stands in read_pst.js."""
    modules = os.environ["RESTANTE_PST_READER"]
    done = subprocess.run(["node", str(SCRIPT), modules, *map(str, paths)], capture_output=True, text=True,
                          encoding="utf-8", check=False)
    # Classes it does not know are read as mail, which is right.
    told = [line for line in done.stderr.splitlines() if "unknown message type" not in line]
    if done.returncode or told:
        raise AssertionError("pst-extractor: " + "\n".join(told)[-2000:])
    return [json.loads(line) for line in done.stdout.splitlines()]


def folders_of(document):
    """Path below the top of what the user sees -> its messages."""
    return {tuple(folder["path"][1:]): folder for folder in document["folders"] if folder["path"][:1] == TOP}
