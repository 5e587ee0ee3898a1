"""Running restante on the sample stores, and reading the documents beside them."""

import json
import os
import pathlib
import subprocess
import tempfile

RESTANTE = os.environ["RESTANTE"]
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "samples" / "mmf"
HEALTHY = sorted(path.stem for path in FOLDER.glob("*.mmf"))
DAMAGED = sorted(path.stem for path in (FOLDER / "corrupt").glob("*.mmf"))


def document(name):
    """One of the JSON documents beside the stores, e.g. "basic.expected.json"."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def migrate(store, *options, command="migrate"):
    """(exit code, the mailbox as a restante/1 document or None, standard error) for a store in the samples' folder."""
    path = FOLDER / store
    with tempfile.TemporaryDirectory() as scratch:
        run = subprocess.run(
            [RESTANTE, command, path.name, "--to", "json:-", "--no-progress", *options],
            cwd=path.parent, capture_output=True, timeout=120, check=False,
            env={**os.environ, "XDG_STATE_HOME": scratch, "HOME": scratch})
    lines = run.stdout.decode("utf-8").splitlines()
    return run.returncode, json.loads(lines[0]) if lines else None, run.stderr.decode("utf-8")


def findings_of(mailbox):
    """What findings say, without the numbers and offsets each program has of its own."""
    return sorted((one["severity"], one.get("item", ""), one["text"]) for one in mailbox["findings"])


def messages_of(mailbox):
    """Every (folder, message) pair in order."""
    return [(folder, message) for folder in mailbox["folders"] for message in folder["messages"]]


def differences(found, expected, path=""):
    """Where two documents differ, as readable lines."""
    if isinstance(found, dict) and isinstance(expected, dict):
        lines = []
        for key in sorted(found.keys() | expected.keys()):
            if key not in found:
                lines.append(f"{path}/{key}: missing, expected {expected[key]!r:.120}")
            elif key not in expected:
                lines.append(f"{path}/{key}: not expected: {found[key]!r:.120}")
            else:
                lines += differences(found[key], expected[key], f"{path}/{key}")
        return lines
    if isinstance(found, list) and isinstance(expected, list):
        lines = [] if len(found) == len(expected) else [f"{path}: {len(found)} instead of {len(expected)}"]
        for index, (one, other) in enumerate(zip(found, expected)):
            lines += differences(one, other, f"{path}/{index}")
        return lines
    return [] if found == expected else [f"{path}: {found!r:.120} instead of {expected!r:.120}"]
