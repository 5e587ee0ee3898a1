#!/usr/bin/env python3
"""Python's email package, an independent parser, reads what write_examples wrote: no defects, nothing missing.

Usage: check_mail.py WRITE_EXAMPLES
"""

import email
import email.policy
import hashlib
import json
import mailbox
import subprocess
import sys
import tempfile
from pathlib import Path

POLICY = email.policy.default


def lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\u2400")


def defects_of(message):
    found = []
    for part in message.walk():
        found += part.defects
        for name, value in part.items():
            found += [f"{name}: {defect!r}" for defect in getattr(value, "defects", [])]
    return found


def check(message, expected, where):
    problems = [f"defect {defect}" for defect in defects_of(message)]
    want = expected.get(message["X-Restante-Item"])
    if want is None:
        return [f"{where}: unknown item {message['X-Restante-Item']}"]

    def compare(what, got, wanted):
        if got != wanted:
            problems.append(f"{what} is {got!r:.200}, not {wanted!r:.200}")

    compare("subject", str(message["Subject"]), want["subject"])
    compare("recipients", len(message["To"].addresses) if message["To"] else 0, want["recipients"])
    if "sent" in want:
        compare("date", message["Date"].datetime.replace(tzinfo=None).isoformat(), want["sent"])
    body = message.get_body(("plain",))
    if "body" in want:
        got = lines(body.get_content())
        wanted = lines(want["body"])
        if got != wanted and got != wanted + "\n":
            compare("body", got, wanted)
    parts = [part for part in message.iter_attachments() if part["X-Restante-Part"].startswith("number=")]
    compare("number of attachments", len(parts), len(want["attachments"]))
    for part, attachment in zip(parts, want["attachments"]):
        compare("attachment name", part.get_filename(), attachment["name"])
        content = part.get_payload(decode=True)
        compare(f"content of {attachment['name']}", hashlib.sha256(content).hexdigest(), attachment["sha256"])
    return [f"{where}: {problem}" for problem in problems]


def eml_messages(place):
    for path in sorted((place / "eml").rglob("*.eml")):
        yield path.name, email.message_from_bytes(path.read_bytes(), policy=POLICY)


def mbox_messages(place):
    for path in sorted((place / "mbox").rglob("*.mbox")):
        box = mailbox.mbox(path, create=False)
        for key in box.keys():
            raw = b"\n".join(line[1:] if line.startswith(b">") and line.lstrip(b">").startswith(b"From ") else line
                             for line in box.get_bytes(key).split(b"\n"))
            yield f"{path.name} {key}", email.message_from_bytes(raw, policy=POLICY)


def maildir_messages(place):
    box = mailbox.Maildir(place / "maildir" / "JDOE", create=False)
    for key in sorted(box.keys()):
        yield key, email.message_from_bytes(box.get_bytes(key), policy=POLICY)


def main():
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        subprocess.run([sys.argv[1], directory], check=True)
        expected = json.loads((place / "expected.json").read_text(encoding="utf-8"))
        problems = []
        for kind, messages in (("eml", eml_messages), ("mbox", mbox_messages), ("maildir", maildir_messages)):
            count = 0
            for where, message in messages(place):
                count += 1
                problems += check(message, expected, f"{kind} {where}")
            if count != len(expected):
                problems.append(f"{kind}: {count} messages, not {len(expected)}")
            print(f"{kind}: {count} messages read")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
