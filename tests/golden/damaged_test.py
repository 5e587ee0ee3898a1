"""Every damaged sample: delivers at least what is promised for its damage, or is refused with a clear sentence."""

import unittest

import samples

REFUSED = {  # what the sentence must say
    "bad-magic": "restante recover",
    "both-maps-garbage": "restante recover",
    "compressed-hdr0": "restante recover",
    "deleted-maps-garbage": "restante recover",
    "header-zeroed": "restante recover",
    "many600-hdr0": "restante recover",
}

# Read completely, whatever is said about the damage: equal to the expected document of the store it was made from.
COMPLETE = ["accounts-body", "active-copy-flipped", "active-map-garbage", "inbox-body", "inbox-head", "libmax-small",
            "mcs-body", "version-0f00c00c", "version-0f00c00d", "version-0f00c011"]

SILENT = {"active-copy-flipped", "version-0f00c00d"}  # nothing that a reader of mail needs to know


def result(name):
    return samples.document(f"corrupt/{name}.result.json")


def contents(mailbox):
    return {message["id"]: message for _, message in samples.messages_of(mailbox)}


def identities(attachments):
    return [(one.get("name"), one.get("size"), one.get("sha256")) for one in attachments]


def codes(mailbox):
    return {one["code"] for one in mailbox["findings"]}


class Damaged(unittest.TestCase):
    def read(self, name):
        code, mailbox, errors = samples.migrate(f"corrupt/{name}.mmf")
        self.assertIn(code, (0, 1, 2), errors)
        self.assertIsNotNone(mailbox, errors)
        return code, mailbox, samples.document(result(name)["source"].replace(".mmf", ".expected.json"))

    def test_every_sample_is_dealt_with_here(self):
        own = {"attachment-body", "attlist-body", "ipm-body", "ipm-head", "message-body", "message-head",
               "truncated-2000", "truncated-third"}
        self.assertEqual(set(samples.DAMAGED), own | set(REFUSED) | set(COMPLETE))

    def test_refused_with_a_sentence(self):
        for name, sentence in REFUSED.items():
            with self.subTest(name):
                code, mailbox, errors = samples.migrate(f"corrupt/{name}.mmf")
                self.assertEqual(code, 66)
                self.assertIsNone(mailbox)
                self.assertIn(sentence, errors)

    def test_read_completely(self):
        for name in COMPLETE:
            with self.subTest(name):
                code, mailbox, expected = self.read(name)
                self.assertEqual(code, 0 if name in SILENT else 1)
                self.assertEqual(bool(mailbox["findings"]), name not in SILENT)
                for one in (mailbox, expected):
                    for key in ("findings", "source"):
                        del one[key]
                    if name == "accounts-body":
                        del one["mailbox"]
                    for folder in one["folders"]:  # without its list a folder has lost its order
                        folder["messages"].sort(key=lambda message: message["id"])
                self.assertEqual(samples.differences(mailbox, expected), [])

    def test_attachment_lists_and_attachments(self):
        for name, finding in (("attachment-body", "MMF-057"), ("attlist-body", "MMF-056")):
            with self.subTest(name):
                _, mailbox, expected = self.read(name)
                self.assertIn(finding, codes(mailbox))
                ours, whole = contents(mailbox), contents(expected)
                repaired = contents(samples.document(f"corrupt/{name}.repaired.json"))
                self.assertEqual(set(ours), set(whole))
                for identity, message in ours.items():
                    kept = message.pop("attachments", [])
                    all_of_them = whole[identity].pop("attachments", [])
                    if name == "attlist-body":  # what the list itself said is gone
                        kept, all_of_them = identities(kept), identities(all_of_them)
                    self.assertTrue(all(one in all_of_them for one in kept))
                    self.assertGreaterEqual(len(kept), len(repaired[identity].get("attachments", [])))
                    self.assertEqual(message, whole[identity])

    def test_lost_messages_are_rebuilt_from_their_summaries(self):
        for name in ("message-body", "message-head"):
            with self.subTest(name):
                code, mailbox, expected = self.read(name)
                self.assertEqual(code, 2)  # the text is lost
                self.assertIn("MMF-050", codes(mailbox))
                ours, whole = contents(mailbox), contents(expected)
                self.assertEqual(list(ours), list(whole))
                lost = [message for message in ours.values() if message.get("incomplete")]
                self.assertEqual(len(lost), 1)
                whole_priority = whole[lost[0]["id"]].get("priority", "normal")  # a summary has always one
                self.assertEqual(lost[0]["priority"], whole_priority)
                for key in ("subject", "class", "read", "unsent", "submitted", "from_me", "changed", "sent"):
                    self.assertEqual(lost[0].get(key), whole[lost[0]["id"]].get(key), key)
                for identity, message in ours.items():
                    if not message.get("incomplete"):
                        self.assertEqual(message, whole[identity])

    def test_lost_hierarchy_keeps_every_message_in_its_folder(self):
        for name in ("ipm-body", "ipm-head"):
            with self.subTest(name):
                _, mailbox, expected = self.read(name)
                self.assertIn("MMF-060", codes(mailbox))
                self.assertEqual(contents(mailbox), contents(expected))
                self.assertEqual(len(samples.messages_of(mailbox)), len(samples.messages_of(expected)))

                def groups(document):
                    return sorted([message["id"] for message in folder["messages"]] for folder in document["folders"])

                self.assertEqual(groups(mailbox), groups(expected))
                roles = {folder["role"]: folder["path"] for folder in mailbox["folders"] if folder["role"]}
                self.assertEqual(roles, {"inbox": ["Inbox"], "sent": ["Sent mail"], "deleted": ["Wastebasket"],
                                         "outbox": ["Outbox"]})

    def test_cut_off_files_give_what_is_left(self):
        for name in ("truncated-2000", "truncated-third"):
            with self.subTest(name):
                _, mailbox, expected = self.read(name)
                self.assertTrue(mailbox["findings"])
                ours, whole = contents(mailbox), contents(expected)
                repaired = contents(samples.document(f"corrupt/{name}.repaired.json"))
                undamaged = {identity for identity, message in ours.items() if message == whole.get(identity)}
                as_good = {identity for identity, message in repaired.items() if message == whole.get(identity)}
                self.assertLessEqual(as_good, undamaged)


if __name__ == "__main__":
    unittest.main()
