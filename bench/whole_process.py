#!/usr/bin/env python3
r"""Measures a whole run of a program from outside, beside `cp -r` of the same file or directory on the same disk.

    bench/whole_process.py --input SOURCE --output FOLDER [--messages N] [--runs N] [--label TEXT] [--pst FILE] [--json] \
        -- COMMAND...

FOLDER is removed before every run. Time is wall clock, memory the peak resident set the kernel counted for the child.
`cp` runs before every run of the command, so that both see the disk and the cache in the same state; the ratio of the
medians is what to compare between machines and over time. With --pst, readpst turns that file into mbox in turn with
them. One line of a Markdown table is printed, or one of JSON.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import NamedTuple

COLUMNS = ("run", "MB", "seconds", "MB/s", "ms/MB", "messages/s", "peak MiB", "times cp", "cp seconds", "times readpst")


class Measured(NamedTuple):
    seconds: float
    peak_bytes: int
    status: int


def run_once(command: list[str]) -> Measured:
    """One child from fork to exit; its output goes nowhere, because writing a terminal is not what we measure."""
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for descriptor in range(3):
                os.dup2(nowhere, descriptor)
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    _, wait_status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    return Measured(seconds, usage.ru_maxrss * 1024, os.waitstatus_to_exitcode(wait_status))


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def size_of(path: Path) -> int:
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file()) if path.is_dir() else path.stat().st_size


def measure(arguments: argparse.Namespace) -> dict[str, object]:
    beside = arguments.output.with_name(arguments.output.name + ".beside")
    commands = {"run": arguments.command, "cp": ["cp", "-r", str(arguments.input), str(beside / "copy")]}
    if arguments.pst:
        commands["readpst"] = ["readpst", "-q", "-j", "0", "-o", str(beside), str(arguments.pst)]
    runs: dict[str, list[Measured]] = {name: [] for name in commands}
    for _ in range(arguments.runs):
        for name in ("cp", "readpst", "run"):
            if name not in commands:
                continue
            remove(arguments.output)
            remove(beside)
            beside.mkdir(parents=True)
            runs[name].append(run_once(commands[name]))
            if runs[name][-1].status not in (0, 1):  # 1 of ours: delivered, with warnings
                sys.exit(f"{' '.join(commands[name])}: exit code {runs[name][-1].status}")
    remove(arguments.output)
    remove(beside)
    median = {name: statistics.median(run.seconds for run in measured) for name, measured in runs.items()}
    megabytes = size_of(arguments.input) / 1e6
    return {
        "run": arguments.label,
        "MB": round(megabytes, 1),
        "seconds": round(median["run"], 3),
        "MB/s": round(megabytes / median["run"]),
        "ms/MB": round(1000 * median["run"] / megabytes, 2),
        "messages/s": round(arguments.messages / median["run"]) if arguments.messages else None,
        "peak MiB": round(max(run.peak_bytes for run in runs["run"]) / 2**20, 1),
        "times cp": round(median["run"] / median["cp"], 2),
        "cp seconds": round(median["cp"], 3),
        "times readpst": round(median["run"] / median["readpst"], 2) if arguments.pst else None,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--input", type=Path)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--messages", type=int, default=0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--label", default="")
    parser.add_argument("--pst", type=Path, help="a PST of the same mail, for readpst")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--header", action="store_true", help="print only the head of the table")
    parser.add_argument("command", nargs="*")
    arguments = parser.parse_args()
    if arguments.header:
        print("| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS))
        return 0
    if not (arguments.input and arguments.output and arguments.command):
        parser.error("--input, --output and a command are needed")
    arguments.label = arguments.label or " ".join(arguments.command)
    result = measure(arguments)
    print(json.dumps(result) if arguments.json else
          "| " + " | ".join("-" if result[column] is None else str(result[column]) for column in COLUMNS) + " |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
