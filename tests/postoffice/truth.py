"""Holds what `migrate --to json:` gives of a forged postoffice against what was put in."""

import hashlib
import json
import os
import subprocess
from collections import Counter
from pathlib import Path
from typing import NamedTuple

RESTANTE = os.environ.get("RESTANTE", "restante")
SECONDS = 600


def run(*words: object, codes: tuple = (0, 1), **more: object) -> subprocess.CompletedProcess:
    done = subprocess.run([RESTANTE, *map(str, words)], capture_output=True, text=True, timeout=SECONDS, check=False,
                          **more)
    assert "Sanitizer" not in done.stderr and "runtime error" not in done.stderr, done.stderr
    assert done.returncode in codes, f"{words}: {done.returncode}\n{done.stderr}"
    return done


def forge(directory: Path, *options: object) -> dict:
    truth = directory.with_name(directory.name + ".truth.json")
    truth.unlink(missing_ok=True)
    run("forge", directory, "--truth", truth, *options, codes=(0,))
    return json.loads(truth.read_text(encoding="utf-8"))


def migrate(directory: Path, *options: object, codes: tuple = (0, 1)) -> list[dict]:
    """The mailboxes, one a line."""
    out = directory.with_name(directory.name + ".out.json")
    out.unlink(missing_ok=True)
    run("migrate", directory, "--to", f"json:{out}", "--no-progress", "--quiet", *options, codes=codes)
    return lines_of(out)


def lines_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def inspect(directory: Path, *options: object, whole: bool = False) -> dict:
    """The postoffice; with `whole` what stands for all of the source."""
    sources = json.loads(run("inspect", directory, "--json", *options, codes=(0, 1, 2)).stdout)["sources"]
    return sources[0] if whole else next(one for one in sources if one["kind"] in ("postoffice", "wgpo"))


def hashes(directory: Path) -> dict[str, str]:
    """Without ledgers, whose times are those of the run."""
    return {path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(directory.rglob("*")) if path.is_file() and "restante-ledger." not in path.name}


class Item(NamedTuple):
    folder: str
    subject: str
    sent: str
    text: str
    attachments: tuple
    people: tuple


def address(one: dict) -> str:
    return f"{one['type']}:{one['address']}" if "address" in one else one.get("name", "")


def found_items(mailbox: dict) -> Counter:
    items = Counter()
    for folder in mailbox["folders"]:
        if folder["path"] == ["Schedule+ files"]:
            continue  # handed over as they are, not messages
        for message in folder["messages"]:
            text = message.get("body", "")
            files = tuple(sorted((part.get("name", ""), part.get("size", 0), part.get("sha256", ""))
                                 for part in message.get("attachments", [])))
            people = tuple(tuple(address(one) for one in message.get(name, [])) for name in ("from", "to", "cc"))
            items[Item("/".join(folder["path"]), message.get("subject", ""), message.get("sent", "")[:16],
                       hashlib.sha256(text.encode()).hexdigest()[:12], files, people)] += 1
    return items


def stored_items(folders: list[dict]) -> Counter:
    items = Counter()
    for folder in folders:
        for message in folder["messages"]:
            if not message.get("live", True):
                continue
            files = tuple(sorted((part["name"], part["size"], part["sha256"]) for part in message["attachments"]))
            people = tuple(tuple(message[name]) for name in ("from", "to", "cc"))
            items[Item("/".join(folder["path"]), message["subject"], message["sent"][:16], message["text_sha256"][:12],
                       files, people)] += 1
    return items


# What a small postoffice cannot prove, and the reader says so: how attachments are enciphered or named.
UNPROVED = {"PO-008", "PO-021", "POM-005", "POM-006"}


def comparable(stored: Counter, found: Counter, mailbox: dict) -> tuple[Counter, Counter]:
    """Both, without attachments where the mailbox says that they are not certain."""
    if not UNPROVED & {finding["code"] for finding in mailbox["findings"]}:
        return stored, found
    return tuple(Counter({item._replace(attachments=(), text=""): 0 for item in items}) +
                 Counter(item._replace(attachments=(), text="") for item in items.elements())
                 for items in (stored, found))


def recipients(message: dict) -> list[str]:
    return message["to"] + message["cc"] + message["bcc"]


def for_nobody(truth: dict) -> list[dict]:
    """What had arrived and names no user: it was for a group."""
    own = {f"MS:{truth['network']}/{truth['postoffice']}/{user['mailbox']}" for user in truth["users"]
           if not user["deleted"]}
    return [one["message"] for one in truth["waiting"] if not own & set(recipients(one["message"]))]


def with_queue(truth: dict, user: dict) -> list[dict]:
    """His folders, and what had arrived from elsewhere and was not handed to him yet."""
    own = f"MS:{truth['network']}/{truth['postoffice']}/{user['mailbox']}"
    queued = [one["message"] for one in truth["waiting"] if own in recipients(one["message"])]
    return user["folders"] + [{"path": ["Inbox"], "messages": queued}]


def shared_of(truth: dict) -> list[dict]:
    return [folder | {"path": [folder["name"]]} for folder in truth["shared_folders"]]
