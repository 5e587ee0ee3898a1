#!/usr/bin/env python3
r"""Simulates fleets of 1 to 1,000 workers, to show where the ledger becomes what limits them.

    bench/fleet_simulation.py TIMES [--messages 100] [--milliseconds 2.05 20 200] [--seconds 60]

TIMES is what `claims_bench.py --times` has measured; everything else is assumed:

* A worker claims a mailbox, delivers its messages, and releases it; then the next. Delivering one message takes --milliseconds
  in which the ledger is not needed (the measured time of files on one core is 2.05; a mail server takes longer), and all
  mailboxes have --messages. Nothing else limits the workers: neither disks nor the server that takes the mail.
* For each mailbox the ledger is asked to: claim; record what was intended, 50 messages at a time; record what was delivered, each
  second and at the end; extend the lease, replace the notes and release (three operations, counted as two heartbeats and a
  release); and one heartbeat each 30 seconds.
* The ledger serves its queue first come, first served. How long an operation takes is drawn from the times measured with one
  worker, stretched so that as many operations a second come out at most as were measured with the most workers at once.
  The number of servers is the measured gain by working at once, rounded up. Measuring was done on loopback, with client and
  database on the same cores, so that a database of its own does better and a network adds a delay that limits nobody.

Deterministic: the same TIMES give the same table.
"""

import argparse
import heapq
import json
import math
import random
import statistics
from pathlib import Path

WORKERS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
BATCH = 50
RECORD_EVERY = 1.0
HEARTBEAT_EVERY = 30.0


class Ledger:
    """What was measured, as a queue with several servers."""

    def __init__(self, measured: dict, seed: int = 1):
        alone = {name: [one / 1e6 for one in times] for name, times in measured["times"]["1"].items()}
        speeds = {int(workers): speed for workers, speed in measured["operations_per_second"].items()}
        everything = [one for times in alone.values() for one in times]
        mean = statistics.mean(everything)
        gain = max(max(speeds.values()) * mean, 0.01)
        self.servers = math.ceil(gain)
        self.stretch = self.servers / gain
        self.alone = alone
        self.chance = random.Random(seed)
        self.most = self.servers / (mean * self.stretch)

    def time_of(self, operation: str) -> float:
        return self.chance.choice(self.alone[operation]) * self.stretch


def steps_of_mailbox(messages: int, seconds_each: float) -> list[tuple[float, str]]:
    """What happens in a mailbox: a pause in which the ledger is not needed, then an operation."""
    steps = [(0.0, "claim, same run")]
    work, since_record, since_beat = 0.0, 0.0, 0.0
    for first in range(0, messages, BATCH):
        batch = min(BATCH, messages - first) * seconds_each
        steps.append((work, "intend"))
        work = batch
        since_record += batch
        since_beat += batch
        while since_record >= RECORD_EVERY:
            since_record -= RECORD_EVERY
            piece = min(RECORD_EVERY, work)
            steps.append((piece, "record and flush"))
            work -= piece
        while since_beat >= HEARTBEAT_EVERY:
            since_beat -= HEARTBEAT_EVERY
            steps.append((0.0, "heartbeat"))
    return [*steps, (work, "record and flush"), (0.0, "heartbeat"), (0.0, "heartbeat"), (0.0, "release")]


def simulate(ledger: Ledger, workers: int, steps: list[tuple[float, str]], seconds: float) -> tuple[float, float]:
    """Mailboxes a second, and the share of their time the servers of the ledger were busy; after a tenth to warm up."""
    chance = random.Random(workers)
    whole = sum(pause for pause, _ in steps)
    # (when, number, worker, step): the moment in which a worker asks. They do not start all at once.
    asking = [(chance.uniform(0, whole + 0.01), worker, 0) for worker in range(workers)]
    heapq.heapify(asking)
    free = [0.0] * ledger.servers
    begin, end = seconds / 10, seconds
    done, busy = 0, 0.0
    while asking:
        now, worker, step = heapq.heappop(asking)
        if now >= end:
            break
        start = max(now, heapq.heappop(free))
        finished = start + ledger.time_of(steps[step][1])
        heapq.heappush(free, finished)
        busy += max(0.0, min(finished, end) - max(start, begin))
        following = step + 1
        if following == len(steps):
            following = 0
            done += begin <= finished < end
        heapq.heappush(asking, (finished + steps[following][0], worker, following))
    return done / (end - begin), busy / (end - begin) / ledger.servers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("times", type=Path)
    parser.add_argument("--messages", type=int, default=100, help="in each mailbox")
    parser.add_argument("--milliseconds", type=float, nargs="+", default=[2.05, 20, 200], help="for each message")
    parser.add_argument("--seconds", type=float, default=60, help="that are simulated at least")
    arguments = parser.parse_args()
    ledger = Ledger(json.loads(arguments.times.read_text()))
    print(f"{ledger.servers} servers, at most {ledger.most:.0f} operations/s\n")
    head = " | ".join(f"messages/s at {one:g} ms | of ideal | ledger busy" for one in arguments.milliseconds)
    print(f"| workers | {head} |\n|---|{'---|' * 3 * len(arguments.milliseconds)}")
    alone: dict[float, float] = {}
    for workers in WORKERS:
        cells = []
        for each in arguments.milliseconds:
            steps = steps_of_mailbox(arguments.messages, each / 1000)
            # Long enough that a full queue is worked off several times.
            seconds = max(arguments.seconds, 20 * arguments.messages * each / 1000, 8 * workers * len(steps) / ledger.most)
            mailboxes, busy = simulate(ledger, workers, steps, seconds)
            messages = mailboxes * arguments.messages
            alone.setdefault(each, messages)
            cells.append(f"{messages:.0f} | {messages / alone[each] / workers:.0%} | {busy:.0%}")
        print(f"| {workers} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
