"""What the EWS server of the tests holds of a mailbox, as plain values, from the files it keeps."""

import email
import email.policy
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "ews"))
from ews_store import Folder, Item, Mailbox  # noqa: E402
from read_imap import path_in  # noqa: E402
from read_mail import message_of  # noqa: E402

ROLES = {"inbox": "inbox", "sentitems": "sent", "deleteditems": "deleted", "drafts": "outbox"}
RUN = "{run}"


def settings() -> dict[str, str]:
    started = subprocess.run([TESTS / "servers" / "ews", "start"], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                             text=True)
    return dict(line.split("=", 1) for line in started.stdout.splitlines())


SERVER = settings()


def account(run: str) -> str:
    return f"fields-{os.getpid()}-{run}"


def uri() -> str:
    """Of the account of a run, which RUN stands for."""
    return f"ews://{account(RUN)}@{SERVER['HOST']}:{SERVER['PORT']}/?ca={SERVER['CA_FILE']}"


def folder_of(folder: Folder, mailbox: Mailbox) -> dict:
    messages = [item.content for item in folder.items]
    headers = [email.message_from_bytes(raw, policy=email.policy.default) for raw in messages[:1]]
    path = path_in(str(headers[0]["X-Restante-Folder"])) if headers else mailbox.path_of(folder).split("/")
    return {"path": path, "role": ROLES.get(folder.key, ""), "hidden": any(one["X-Restante-Hidden"] == "yes" for one in headers),
            "comment": folder.properties.get("0x3004", ""), "messages": [message_of(raw) for raw in messages]}


def entry_of(item: Item, ids: dict[tuple[str, str], str]) -> dict:
    ours, fields = item.properties, item.fields
    kind, _, address = ours.get("restante-address", "").partition(":")
    internet = fields.get("EmailAddresses", {}).get("EmailAddress1", "")
    return {"id": ours["restante-store-id"], "name": ours.get("restante-name", fields["DisplayName"]), "type": kind,
            "address": address, "comment": fields.get("Body", ""), "group": item.kind == "DistributionList",
            "transmittable_name": ours.get("restante-transmittable-name", ""),
            "only_in_group": ours.get("restante-only-in-group") == "true",
            "internet": internet if internet != address else "",
            "members": [ids[one["Name"], one.get("EmailAddress", "")] for one in fields.get("Members", [])]}


def book_of(folder: Folder) -> dict:
    ids = {}
    for item in folder.items:
        reached = item.fields.get("EmailAddresses", {}).get("EmailAddress1", "")
        stored = item.properties.get("restante-address", "").partition(":")[2]
        for address in (reached, stored, ""):
            ids.setdefault((item.fields["DisplayName"], address), item.properties["restante-store-id"])
    names = {item.properties["restante-address-book"] for item in folder.items} or {folder.name}
    assert len(names) == 1, names
    return {"name": names.pop(), "standard": folder.key == "contacts", "entries": [entry_of(item, ids) for item in folder.items]}


def read(directory: Path) -> dict:
    """`directory` is that of the run."""
    mailbox = Mailbox(account(directory.name), Path(SERVER["MAIL_DIR"]) / account(directory.name))
    # Those of the server's own, which got nothing, are no folders of ours.
    used = [folder for folder in mailbox.folders.values() if folder.items or folder.key.startswith("f")]
    return {"mailbox": {},
            "folders": [folder_of(one, mailbox) for one in used if one.folder_class != "IPF.Contact"],
            "address_books": [book_of(one) for one in used if one.folder_class == "IPF.Contact"]}
