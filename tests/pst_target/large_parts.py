"""A message file that no ANSI PST can hold: parts below 1.8 GB, each of which is a whole store. RESTANTE_MAKE_STORE
names the program that writes the message file."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM, MAKE_STORE = os.environ["RESTANTE"], os.environ["RESTANTE_MAKE_STORE"]
CHECKER = Path(__file__).resolve().parent.parent / "tools" / "pstcheck" / "pstcheck.py"
COUNT, SIZE = 120, 16_000_000
LIMIT = 1_800_000_000


def run(*command, codes=(0,)):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode not in codes:
        sys.exit(f"{command[0]} ended with {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")
    return done.stdout.strip()


def main():
    with tempfile.TemporaryDirectory(prefix="restante-large-") as scratch:
        store, out = Path(scratch) / "large.mmf", Path(scratch) / "out"
        run(MAKE_STORE, store, "attachments", COUNT, SIZE)
        run(PROGRAM, "migrate", store, "--to", f"pst:{out}?format=ansi", "--quiet", codes=(0, 1))
        store.unlink()
        paths = sorted(out.glob("*.pst"), key=lambda path: (len(path.name), path.name))
        report = json.loads((out / "restante-report.json").read_text(encoding="utf-8"))
        messages = report["totals"]["messages"]
        print(f"{COUNT} messages with {SIZE} bytes each: {messages['delivered']} delivered in {len(paths)} parts")
        for path in paths:
            size = path.stat().st_size
            print(f"{path.name}: {size} bytes")
            if size > LIMIT:
                sys.exit("a part is larger than it may be")
            print(run(sys.executable, CHECKER, "--fresh", path).replace(str(path), "pstcheck --fresh"))
            run(PROGRAM, "check", path)
        if len(paths) < 2 or messages["delivered"] != COUNT:
            sys.exit("parts or messages are missing")


if __name__ == "__main__":
    main()
