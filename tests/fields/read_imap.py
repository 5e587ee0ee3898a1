"""What a Dovecot holds of a mailbox, as plain values: by Python's imaplib, folders by what the server says of them."""

import email
import email.policy
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "imap"))
from imap_fixture import Dovecot, listed_in, stored_in  # noqa: E402
from read_mail import message_of  # noqa: E402

ROLES = {b"\\Sent": "sent", b"\\Trash": "deleted", b"\\Drafts": "outbox"}
RUN = "{run}"


def account(run: str) -> str:
    return f"fields-{os.getpid()}-{run}"


def uri() -> str:
    """Of the account of a run, which RUN stands for."""
    return Dovecot().uri(account(RUN))


def password() -> str:
    return Dovecot().settings["PASSWORD"]


def path_in(field: str) -> list[str]:
    return [re.sub("%([0-9A-F]{2})", lambda one: chr(int(one[1], 16)), part) for part in field.split("/")]


def decoded(name: str) -> str:
    """Modified UTF-7."""
    return re.sub("&([^-]*)-", lambda run: f"+{run[1].replace(',', '/')}-".encode().decode("utf-7") if run[1] else "&", name)


def folder_of(name: str, flags: bytes, messages: list[bytes]) -> dict:
    path = [path_in(decoded(part))[0] for part in name.split(".")]
    headers = [email.message_from_bytes(raw, policy=email.policy.default) for raw in messages[:1]]
    if headers:
        path = path_in(str(headers[0]["X-Restante-Folder"]))
    role = "inbox" if name == "INBOX" else next((role for flag, role in ROLES.items() if flag in flags), "")
    return {"path": path, "role": role, "hidden": any(one["X-Restante-Hidden"] == "yes" for one in headers),
            "messages": [message_of(raw) for raw in messages]}


def read(directory: Path) -> dict:
    """`directory` is that of the run."""
    folders = []
    with Dovecot().connect(account(directory.name)) as client:
        for flags, name in listed_in(client):
            messages = [one.content for one in stored_in(client, name)]
            # Those of the server's own, which got nothing, are no folders of ours.
            if messages or not any(flag in flags for flag in ROLES) and name != "INBOX":
                folders.append(folder_of(name, flags, messages))
    return {"mailbox": {}, "folders": folders}
