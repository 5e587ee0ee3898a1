"""Forged postoffices of many sizes under layouts the reader is not told: everything that was put in comes out, at whom it
belongs to."""

import csv
import shutil
import subprocess
import tempfile
import unittest
from collections import Counter, defaultdict
from pathlib import Path

import truth

LAYOUTS = ("plain", "reversed", "live-bits", "blocks", "chained", "open", "numbers", "packed", "vendor", "noise")


class Forged(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-postoffice-")
        self.addCleanup(scratch.cleanup)
        self.dir = Path(scratch.name)

    def assert_all_there(self, made: dict, mailboxes: list[dict]) -> None:
        by_name = {mailbox["mailbox"].get("name"): mailbox for mailbox in mailboxes}
        for user in made["users"]:
            if user["deleted"]:
                # Where nothing proves that he left, what he left is his.
                left = by_name.pop(user["mailbox"], None)
                if left is not None:
                    everything = truth.stored_items([folder | {"messages": [one | {"live": True} for one in folder["messages"]]}
                                                     for folder in user["folders"]])
                    stored, found = truth.comparable(everything, truth.found_items(left), left)
                    self.assertEqual(found - stored, Counter(), "somebody else's mail")
                continue
            self.assertIn(user["mailbox"], by_name)
            mailbox = by_name.pop(user["mailbox"])
            self.assertEqual(mailbox["mailbox"].get("display_name"), user["display_name"])
            stored, found = truth.comparable(truth.stored_items(truth.with_queue(made, user)),
                                             truth.found_items(mailbox), mailbox)
            self.assertEqual(stored - found, Counter(), f"{user['mailbox']}: missing")
            if not any(finding["code"] == "PO-005" for finding in mailbox["findings"]):
                self.assertEqual(found - stored, Counter(), f"{user['mailbox']}: too much")
            self.assert_read_states(user, mailbox)
        shared = by_name.pop("")
        stored, found = truth.comparable(truth.stored_items(truth.shared_of(made)), truth.found_items(shared), shared)
        self.assertEqual(found, stored)
        self.assertIs(mailboxes[-1], shared, "what belongs to nobody alone comes last")
        owners = {folder["path"][0]: folder.get("owner") for folder in shared["folders"]}
        records = {folder["path"][0]: folder.get("record", "") for folder in shared["folders"]}
        for folder in made["shared_folders"]:
            self.assertIn(owners[folder["name"]], (folder["owner"], None))
            self.assertIn(folder["name"].encode("cp850").hex(), records[folder["name"]], "its rights stand there, too")
        members = {group["name"]: set(group["members"]) for group in shared["groups"]}
        for group in made["groups"]:
            local = {member for member in group["members"] if ":" not in member}
            self.assertEqual({one for one in members[group["name"]] if ":" not in one}, local)
            self.assertLessEqual(members[group["name"]], set(group["members"]))
        queue = by_name.pop("INQUEUE3", None)
        self.assertEqual(sum(len(folder["messages"]) for folder in queue["folders"]) if queue else 0,
                         len(truth.for_nobody(made)))
        accounts = {store["account"].rsplit("/", 1)[-1] for store in made["unmatched"]}
        self.assertEqual(set(by_name), accounts, "mailboxes nobody put in")

    def assert_read_states(self, user: dict, mailbox: dict) -> None:
        """Nobody's mail is called read, or unread, that was not."""
        stored = defaultdict(set)
        for folder in user["folders"]:
            for message in folder["messages"]:
                stored[message["subject"], message["sent"][:16]].add(message["read"])
        for folder in mailbox["folders"]:
            for message in folder["messages"]:
                states = stored[message.get("subject", ""), message.get("sent", "")[:16]]
                if states and "read" in message:
                    self.assertIn(message["read"], states, message)

    def waiting(self, mailboxes: list[dict]) -> list[dict]:
        """What came out of mailbags: only there the whole name of the file is the id."""
        return [message for mailbox in mailboxes for folder in mailbox["folders"] if folder["path"] == ["Inbox"]
                for message in folder["messages"] if len(message["id"]) == 8 and not message.get("attributes")]

    def test_a_larger_postoffice_proves_who_read_what(self) -> None:
        for seed in (1, 2):
            directory = self.dir / f"read-{seed}"
            made = truth.forge(directory, "--users", 50, "--seed", seed, "--layout", "hidden")
            mailboxes = truth.migrate(directory)
            self.assert_all_there(made, mailboxes)
            facts = truth.inspect(directory, "--evidence", whole=True)["evidence"]
            marks = [fact for fact in facts if fact["field"] == "MBG read"]
            self.assertTrue(marks)
            self.assertGreaterEqual(min(mark["confirmed"] for mark in marks), 8)
            waiting = self.waiting(mailboxes)
            self.assertGreater(len(waiting), 100)
            self.assertEqual({message["read"] for message in waiting if "read" in message}, {False, True})
            self.assertGreater(sum("read" in message for message in waiting), 0.95 * len(waiting))

    def contacts(self, office: Path) -> dict[str, str]:
        out = office.with_name(office.name + ".directory")
        truth.run("migrate", office, "--to", f"directory:{out}", "--no-progress", "--quiet")
        contacts = {}
        for path in out.glob("*.directory-import.csv"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                contacts |= {row["E-mail Address"]: row["Display-Name"] for row in csv.DictReader(file)
                             if row["Obj-Class"] == "remote"}
        return contacts

    def test_people_of_other_postoffices(self) -> None:
        """Contacts of the directory and members of groups come from NETPO.GLB and the USR files."""
        found_members = 0
        for seed in range(4):
            directory = self.dir / f"people-{seed}"
            made = truth.forge(directory, "--users", 50, "--seed", seed, "--layout", "hidden", "--kind", "retail")
            contacts = self.contacts(directory)
            known = {person["address"]: person["full_name"] for person in made["external_people"]}
            self.assertLessEqual(set(contacts.items()), set(known.items()), "somebody who is not there")
            self.assertEqual(contacts, known)
            shared = truth.migrate(directory)[-1]
            members = {group["name"]: set(group["members"]) for group in shared["groups"]}
            for group in made["groups"]:
                self.assertEqual(members[group["name"]], set(group["members"]))
                found_members += sum(":" in member for member in group["members"])
        self.assertGreater(found_members, 5)

    def test_a_lost_list_of_members(self) -> None:
        """GRPMEM.GLB says the same from the other side."""
        directory = self.dir / "members"
        made = truth.forge(directory, "--users", 50, "--seed", 2, "--layout", "hidden", "--kind", "retail")
        group = max(made["groups"], key=lambda one: len(one["members"]))
        local = {member for member in group["members"] if ":" not in member}
        lost = max((directory / "MEM").iterdir(), key=lambda path: path.stat().st_size)
        self.assertEqual(lost.stat().st_size, 4 * len(local))
        lost.unlink()
        shared = truth.migrate(directory)[-1]
        found = next(one for one in shared["groups"] if one["name"] == group["name"])
        self.assertEqual({member for member in found["members"] if ":" not in member}, local)

    def test_every_layout(self) -> None:
        for seed, layout in enumerate(LAYOUTS):
            with self.subTest(layout):
                directory = self.dir / layout
                made = truth.forge(directory, "--users", 7, "--seed", 30 + seed, "--layout", layout)
                self.assert_all_there(made, truth.migrate(directory))

    def test_hidden_layouts_of_all_sizes(self) -> None:
        for users, seeds in ((1, range(8)), (3, range(8)), (50, range(3)), (500, range(1))):
            for seed in seeds:
                with self.subTest(users=users, seed=seed):
                    directory = self.dir / f"{users}-{seed}"
                    made = truth.forge(directory, "--users", users, "--seed", seed, "--layout", "hidden", "--messages",
                                       5 if users == 500 else 20)
                    self.assert_all_there(made, truth.migrate(directory))
                    shutil.rmtree(directory)

    def test_twice_is_no_change(self) -> None:
        directory = self.dir / "office"
        truth.forge(directory, "--users", 5, "--seed", 3, "--layout", "hidden")
        before = truth.hashes(directory)
        for number in range(2):
            truth.run("migrate", directory, "--to", f"maildir:{self.dir}/out", "--no-progress", "--report",
                      self.dir / f"report{number}")
            if number == 0:
                first = truth.hashes(self.dir / "out")
        self.assertEqual(truth.hashes(self.dir / "out"), first)
        self.assertEqual(truth.hashes(directory), before, "the source was touched")

    def test_archives_and_images(self) -> None:
        directory = self.dir / "office"
        made = truth.forge(directory, "--users", 4, "--seed", 8, "--layout", "hidden")
        whole = truth.migrate(directory)
        subprocess.run(["zip", "-qr", self.dir / "office.zip", "office"], cwd=self.dir, check=True)
        subprocess.run(["tar", "czf", self.dir / "office.tgz", "office"], cwd=self.dir, check=True)
        image = self.dir / "office.img"
        subprocess.run(["mkfs.fat", "-C", image, "65536"], check=True, capture_output=True)
        subprocess.run(["mcopy", "-s", "-i", image, directory, "::"], check=True, capture_output=True)
        for name in ("office.zip", "office.tgz", "office.img"):
            with self.subTest(name):
                packed = truth.migrate(self.dir / name)
                self.assert_all_there(made, packed)
                self.assertEqual([(one["mailbox"], truth.found_items(one)) for one in packed],
                                 [(one["mailbox"], truth.found_items(one)) for one in whole])

    def test_two_postoffices_beside_each_other(self) -> None:
        top = self.dir / "server"
        top.mkdir()
        offices = {name: truth.forge(top / name, "--users", 3, "--seed", seed, "--layout", "hidden")
                   for name, seed in (("north", 21), ("south", 22))}
        for path in top.glob("*.json"):
            path.unlink()
        mailboxes = truth.migrate(top)
        self.assertEqual([mailbox["mailbox"].get("shared", False) for mailbox in mailboxes][-2:], [True, True])
        for name, made in offices.items():
            own = [one for one in mailboxes if one["source"]["path"] == name]
            self.assertEqual({one["mailbox"]["name"] for one in own if "shared" not in one["mailbox"]},
                             {user["mailbox"] for user in made["users"] if not user["deleted"]})
            for user in made["users"]:
                for mailbox in own:
                    if mailbox["mailbox"]["name"] == user["mailbox"] and not user["deleted"]:
                        self.assertEqual(truth.stored_items(user["folders"]) - truth.found_items(mailbox), Counter())

    def test_administrator(self) -> None:
        for kind in ("retail", "workgroup"):
            directory = self.dir / kind
            made = truth.forge(directory, "--users", 6, "--seed", 5, "--kind", kind)
            source = truth.inspect(directory)
            self.assertEqual(source["kind"], "wgpo" if kind == "workgroup" else "postoffice")
            self.assertEqual(source["administrator"], made["administrator"])
            self.assertEqual((source["network"], source["postoffice"]), (made["network"], made["postoffice"]))
            other = next(user["mailbox"] for user in made["users"] if user["mailbox"] != made["administrator"])
            self.assertEqual(truth.inspect(directory, "--admin", other.lower())["administrator"], other)
            self.assertEqual(truth.inspect(directory, "--admin", "NOBODY")["administrator"], made["administrator"])
            users = {user["mailbox"]: user["hexid"] for user in made["users"] if not user["deleted"]}
            self.assertLessEqual(users.items(), {user["mailbox"]: user.get("hexid") for user in source["users"]}.items())

    def test_evidence_names_places_and_counts(self) -> None:
        directory = self.dir / "office"
        truth.forge(directory, "--users", 20, "--seed", 6, "--layout", "hidden")
        evidence = {fact["field"]: fact for fact in truth.inspect(directory, "--evidence", whole=True)["evidence"]}
        for field in ("ACCESS2.GLB mailbox", "ACCESS2.GLB hexid", "ACCESS2.GLB full name"):
            self.assertGreaterEqual(evidence[field]["confirmed"], 3)
            self.assertGreater(evidence[field]["confidence"], 0.5)
            self.assertIn("offset", evidence[field])

    def test_a_given_layout_outweighs_the_proof(self) -> None:
        directory = self.dir / "office"
        made = truth.forge(directory, "--users", 9, "--seed", 6)
        facts = truth.inspect(directory, "--evidence", whole=True)["evidence"]
        place = {fact["field"].removeprefix("ACCESS2.GLB "): fact for fact in facts
                 if fact["field"].startswith("ACCESS2.GLB")}
        fields = "".join(f'[[layout.field]]\nname = "{name}"\noffset = {place[name]["offset"]}\nsize = {size}\n'
                         f'kind = "text"\n' for name, size in (("mailbox", 11), ("full name", 31)))
        hexid = place["hexid"]
        kind, size = ("hexid text", 9) if "text" in hexid["value"] else ("dword", 4)
        fields += f'[[layout.field]]\nname = "hexid"\noffset = {hexid["offset"]}\nsize = {size}\nkind = "{kind}"\n'
        layout = self.dir / "known.toml"
        layout.write_text(f'[[layout]]\nname = "ACCESS2"\nrecord = 69\n{fields}', encoding="utf-8")
        mailboxes = truth.migrate(directory, "--layout", layout)
        names = {one["mailbox"].get("name") for one in mailboxes}
        told = {fact["field"]: fact for fact in truth.inspect(directory, "--evidence", "--layout", layout, whole=True)["evidence"]}
        self.assertEqual(told["ACCESS2.GLB mailbox"]["offset"], place["mailbox"]["offset"])
        self.assertGreater(told["ACCESS2.GLB hexid"]["confirmed"], 3)
        self.assertLessEqual({user["mailbox"] for user in made["users"] if not user["deleted"]}, names)
        for wrong in ("x = 1\n", "[[layout]]\nname = \"ACCESS\"\nrecord = 1\n", "[[layout]]\nrecord = 69\n", "[[\n",
                      "[[layout]]\nname = \"ACCESS2\"\nrecord = 69\n[[layout.field]]\nname = \"mailbox\"\noffset = 60\n"
                      "size = 11\nkind = \"text\"\n"):
            layout.write_text(wrong, encoding="utf-8")
            refused = truth.run("migrate", directory, "--to", f"json:{self.dir}/no.json", "--layout", layout, codes=(64,))
            self.assertIn("known.toml:", refused.stderr)
            self.assertFalse((self.dir / "no.json").exists())


if __name__ == "__main__":
    unittest.main()
