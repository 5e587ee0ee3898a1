#!/usr/bin/env python3
"""Python's email package and icalendar, independent parsers, read what write_examples wrote: no defects, nothing missing.

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

from icalendar import Calendar

POLICY = email.policy.default
METHODS = {"MtgReq": "REQUEST", "MtgRespP": "REPLY", "MtgRespN": "REPLY", "MtgRespA": "REPLY", "MtgCncl": "CANCEL"}
PLAIN = {"87000009", "8700000a", "8700000b", "8700000e", "87000011"}  # no times, a wrong end, nothing left, nobody


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
    parts = [part for part in message.walk() if (part["X-Restante-Part"] or "").startswith("number=")]
    wanted = want["attachments"] + want.get("returned", [])
    compare("number of attachments", len(parts), len(wanted))
    for part, attachment in zip(parts, wanted):
        compare("attachment name", part.get_filename(), attachment["name"])
        content = part.get_payload(decode=True)
        compare(f"content of {attachment['name']}", hashlib.sha256(content).hexdigest(), attachment["sha256"])
    compare("class", message["X-Restante-Class"], want["class"])
    problems += special_problems(message, want["class"])
    return [f"{where}: {problem}" for problem in problems]


def special_problems(message, name):
    """What a meeting or report must be, unless it lacks what it takes; the examples say which do by their ids."""
    problems = []
    parts = {part.get_content_type(): part for part in message.walk()}
    kind = name.rpartition(".")[2]
    plain = message["X-Restante-Id"] in PLAIN
    if kind in METHODS and not plain:
        part = parts["text/calendar"]
        calendar = Calendar.from_ical(part.get_content())
        events = calendar.walk("VEVENT")
        if not part["Content-Type"].params["method"] == calendar["METHOD"] == METHODS[kind]:
            problems.append(f"method {calendar['METHOD']}")
        if len(events) != 1 or calendar.walk("VALARM") or [one.errors for one in calendar.walk() if one.errors]:
            problems.append("calendar has no single event, an alarm, or errors")
        elif str(events[0]["SUMMARY"]) != str(message["Subject"]) or not {"UID", "ORGANIZER", "DTSTAMP"} <= set(events[0]):
            problems.append(f"event says {events[0]}")
    elif kind == "Read Receipt" and not plain:
        fields = parts["message/disposition-notification"].get_payload(0)
        if not {"Final-Recipient", "Disposition"} <= set(fields.keys()):
            problems.append(f"disposition notification says {fields.items()}")
    elif kind == "Non-Delivery" and not plain:
        about_all, *recipients = parts["message/delivery-status"].get_payload()
        if "Reporting-MTA" not in about_all or not recipients:
            problems.append("delivery status without reporter or recipients")
        problems += [f"delivery status says {one.items()}" for one in recipients
                     if not {"Final-Recipient", "Action", "Status"} <= set(one.keys())]
        if "message/rfc822" not in parts:
            problems.append("the original is not returned")
    elif {"text/calendar", "message/delivery-status", "message/disposition-notification"} & set(parts):
        problems.append(f"an ordinary message has {list(parts)}")
    return problems


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
