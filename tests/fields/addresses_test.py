"""Every kind of address through every target: what --map and --domain make of it, and the original beside."""

import json
import os
import tempfile
import unittest
from functools import cache
from pathlib import Path

from everything import address
from fields_test import TARGETS, Target, run, uri

# As stored; what the map makes of it. The first line that matches wins; short addresses are completed by the sender's.
ADDRESSES = {
    "MS:ACME/HQ/JROE": "jane.roe@example.org",
    "MS:ACME/HQ/ANN": "ann@hq.example",
    "MS:BOB": "bob@hq.example",
    "MS:LAB/CY": "cy@lab.example",
    "SMTP:old@example.com": "new@example.org",
    "SMTP:stays@example.com": "",
    "X400:c=US;a= ;p=ACME;g=;dda.MS=NET$/PO$/USER;s=Doe;": "doe@example.org",
    "FAX:Jo\rRoom 5\rACME\r+45 555 123\r": "fax@example.org",
    "MHS:user@host {acme/hq/user}": "mhs@example.org",
    "PROFS:gw/host/user": "profs@example.org",
    "SNADS:gw/dgn/den": "snads@example.org",
    "MCI:Ann\rEMS:ibm\rMBX:123\r": "mci@example.org",
    "CIS:70007,123": "",
}
MAP = """old,new
MS:ACME/HQ/JROE,jane.roe@example.org
MS:ACME/HQ/*,*@hq.example
MS:ACME/LAB/*,*@lab.example
MS:*,nobody@example.org
SMTP:old@*,new@example.org
X400:/C=US/A= /P=ACME/DDA.MS=NET//PO//USER/S=Doe,doe@example.org
FAX:*,fax@example.org
MHS:user@host*,mhs@example.org
PROFS:gw/????/user,profs@example.org
SNADS:gw/*,snads@example.org
MCI:*,mci@example.org
NAME:Known to a provider,provider@example.org
"""
SENDER = address("resolved", "John Doe", "MS:ACME/HQ/JDOE")
PROVIDER = {"name": "Known to a provider", "kind": "provider"}
PEOPLE = [address("resolved", f"Person {place:02}", stored) for place, stored in enumerate(ADDRESSES)]
STORED = {
    "mailbox": {"accounts": ["MS:ACME/HQ/JDOE"]},
    "folders": [{"path": ["Inbox"], "role": "inbox", "messages": [
        {"id": "86000001", "subject": "To everybody", "body": "", "from": [SENDER], "to": PEOPLE + [PROVIDER],
         "sent": "1995-07-30T10:11:12"}]}],
    "address_books": [{"name": "Book", "standard": True, "entries": [
        {"id": f"7100{place:04x}", "name": f"Person {place:02}", "type": one["type"], "address": one["address"]}
        for place, one in enumerate(PEOPLE)]}],
}


@cache
def delivered(target: Target, *options: str) -> dict:
    with tempfile.TemporaryDirectory(prefix="restante-addresses-") as scratch:
        directory = Path(scratch)
        (directory / "stored.json").write_text(json.dumps(STORED), encoding="utf-8")
        (directory / "map.csv").write_text(MAP, encoding="utf-8")
        run(os.environ["RESTANTE_MAKE_EVERYTHING"], "stored.json", "PEOPLE.MMF", directory=directory)
        run(os.environ["RESTANTE"], "migrate", "PEOPLE.MMF", "--to", uri(target, directory), *options, "--report", "report",
            directory=directory, password=target.password, codes=(0, 1))
        return target.read(directory)


def seen(person: dict) -> tuple[str, str, str]:
    """Type, address, new address. A card knows one kind of line end."""
    return person.get("type", ""), person.get("address", "").replace("\r", "\n"), person.get("internet", "")


def wanted_one(target: Target, person: dict, new: str) -> tuple[str, str, str]:
    """Migration files have room for one address: the new one where there is one."""
    if target.name != "migration":
        return seen(person | {"internet": new})
    if new:
        return "SMTP", new, new
    return seen(person | {"internet": person["address"] if person["type"] == "SMTP" else ""})


def wanted(target: Target, new_addresses: list[str]) -> list[tuple[str, str, str]]:
    return [wanted_one(target, one, new) for one, new in zip(PEOPLE, new_addresses, strict=True)]


class Addresses(unittest.TestCase):
    maxDiff = None

    def check_recipients(self, new: list[str], provider: str, sender: str, *options: str) -> None:
        found = 0
        for target in TARGETS:
            messages = [message for folder in delivered(target, *options).get("folders", []) for message in folder["messages"]]
            if messages:
                found += 1
                with self.subTest(target.name):
                    of_provider = wanted_one(target, PROVIDER | {"type": "", "address": ""}, provider)
                    self.assertEqual([seen(one) for one in messages[0]["to"]], wanted(target, new) + [of_provider])
                    self.assertEqual(seen(messages[0]["from"][0]), wanted_one(target, SENDER, sender))
        self.assertEqual(found, 9)

    def check_entries(self, new: list[str], *options: str) -> None:
        found = 0
        for target in TARGETS:
            books = delivered(target, *options).get("address_books", [])
            if books:
                found += 1
                with self.subTest(target.name):
                    self.assertEqual([seen(entry) for entry in books[0]["entries"]], wanted(target, new))
        self.assertEqual(found, 8)

    def test_a_map_reaches_every_kind(self) -> None:
        new = list(ADDRESSES.values())
        self.check_recipients(new, "provider@example.org", "jdoe@hq.example", "--map", "map.csv")
        self.check_entries(new, "--map", "map.csv")

    def test_a_domain_is_for_microsoft_mail(self) -> None:
        new = [f"{stored.rsplit('/', 1)[-1].removeprefix('MS:').lower()}@example.net" if stored.startswith("MS:") else ""
               for stored in ADDRESSES]
        self.check_recipients(new, "", "jdoe@example.net", "--domain", "example.net")
        self.check_entries(new, "--domain", "example.net")


if __name__ == "__main__":
    unittest.main()
