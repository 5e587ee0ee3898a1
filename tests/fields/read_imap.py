"""What a Dovecot holds of a mailbox, as plain values: by Python's imaplib, folders by what the server says of them."""

import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "imap"))
import email  # noqa: E402

from imap_fixture import Dovecot, stored_in  # noqa: E402
from read_mail import message_of  # noqa: E402

ROLES = {b"\\Sent": "sent", b"\\Trash": "deleted", b"\\Drafts": "outbox"}
RUN = "{run}"


def account(run: str) -> str:
    return f"fields-{os.getpid()}-{run}"


def uri() -> str:
    """Of the account of a run, which RUN stands for."""
    server = Dovecot()
    os.environ["RESTANTE_PASSWORD"] = server.settings["PASSWORD"]
    return server.uri(account(RUN))


def path_in(field: str) -> list[str]:
    return [re.sub("%(..)", lambda one: chr(int(one[1], 16)), part) for part in field.split("/")]


def folder_of(name: str, flags: bytes, messages: list[bytes]) -> dict:
    path = [part.replace("%2F", "/") for part in name.split(".")]
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
        for line in client.list()[1]:
            flags, name = re.fullmatch(rb'\(([^)]*)\) "\." "?([^"]*)"?', line).groups()
            messages = [one.content for one in stored_in(client, name.decode())]
            # Those of the server's own, which got nothing, are no folders of ours.
            if messages or not any(flag in flags for flag in ROLES) and name != b"INBOX":
                folders.append(folder_of(name.decode(), flags, messages))
    return {"mailbox": {}, "folders": folders}
