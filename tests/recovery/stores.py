"""Undamaged stores: where their objects lie, and what a reader gets out of them."""

import json
import os
import pathlib
import re
import subprocess
import tempfile

RESTANTE = os.environ["RESTANTE"]
SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "samples" / "mmf"

NODE = re.compile(r"^([0-9a-f]{8}) .{6} (.{16}) +([0-9a-f]{8}|of [0-9a-f]{8}) +(\d+) ")
TREE = re.compile(r"^@[0-9a-f]+ +([0-9a-f]{8})(?: '[^']*')? (\w[\w ]*?): (.*)$")


def run(*arguments, cwd=None):
    with tempfile.TemporaryDirectory() as scratch:
        return subprocess.run([RESTANTE, *map(str, arguments)], cwd=cwd, capture_output=True, timeout=300, check=False,
                              env={**os.environ, "XDG_STATE_HOME": scratch, "HOME": scratch})


def read(path, command="recover"):
    """(the mailbox as a restante/1 document or None, exit code, standard error)"""
    done = run(command, path, "--to", "json:-", "--no-progress")
    lines = done.stdout.decode("utf-8").splitlines()
    return json.loads(lines[0]) if lines else None, done.returncode, done.stderr.decode("utf-8")


def messages_of(mailbox):
    return [message for folder in mailbox["folders"] for message in folder["messages"]]


def text_of(message):
    """Everything that says what message it is; its class has a number whose name stands elsewhere in the file."""
    kept = {key: message.get(key) for key in ("subject", "body", "from", "to", "cc", "bcc", "sent", "received",
                                              "priority", "message_id", "parent_id", "conversation_id", "read")}
    return json.dumps(kept, sort_keys=True)


def files_of(message):
    return [one["sha256"] for one in message.get("attachments", []) if "sha256" in one]


class Store:
    def __init__(self, path):
        self.path = path
        self.bytes = pathlib.Path(path).read_bytes()
        self.places = {}  # object -> (start, end) of its block
        self.map_block = (0, 0)
        bodies, free = {}, []
        for line in run("dump", path).stdout.decode("utf-8").splitlines():
            node = NODE.match(line)
            if not node:
                continue
            oid, kind, where, size = node[1], node[2].strip(), node[3], int(node[4])
            if where.startswith("of "):
                bodies[oid] = where[3:]
            elif line.startswith("806d6170"):
                self.map_block = (int(where, 16), int(where, 16) + 8 + size)
            elif kind == "free":
                free.append((int(where, 16), int(where, 16) + size))
            else:
                self.places[oid] = (int(where, 16), int(where, 16) + 8 + size)
        for oid, body in bodies.items():
            if body in self.places:
                self.places[oid] = self.places[body]
        mailbox, _, errors = read(path)
        if mailbox is None:
            raise ValueError(errors)
        self.messages = messages_of(mailbox)
        # A deleted message is somewhere in a free block: it is taken for whole when the rest of that block is.
        for finding in mailbox["findings"]:
            if finding["code"] == "MMF-088":
                start = finding["offset"]
                end = next((last for first, last in free if first <= start < last), None)
                if end:
                    self.places[finding["text"].split()[1]] = (start, end)
        self.attachments = {}  # content -> the objects that hold it
        message = None
        numbers = {}
        for line in run("dump", path, "--tree").stdout.decode("utf-8").splitlines():
            entry = TREE.match(line)
            if entry and entry[2] == "message":
                message = entry[1]
            elif entry and entry[2] == "attachment":
                numbers[message, int(re.search(r"number (\d+)", entry[3])[1])] = entry[1]
        for message in self.messages:
            for one in message.get("attachments", []):
                holder = numbers.get((message["id"], one["number"]))
                if holder and "sha256" in one:
                    self.attachments.setdefault(one["sha256"], set()).add(holder)
