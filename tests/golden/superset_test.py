"""Every damaged sample: what recover finds is a superset of what the original repair and import got."""

import unittest

import importer_view
import samples

HAS_ATTACHMENTS = 0x10
# What the original repair writes where a text is lost.
LOST_TEXT = "This message could not be fully recovered."
# How many of the messages of the undamaged store recover delivers whole, where it is not all of them.
INCOMPLETE = {"message-body": 1, "truncated-2000": 3, "truncated-third": 5}


def headline(message):
    """What a line of a folder's list says about a message."""
    return message["subject"], message["sent"] or message["received"]


def content(message):
    """What a message says, without its attachments."""
    flags = None if message["flags"] is None else message["flags"] & ~HAS_ATTACHMENTS
    return (message["class"], message["subject"], message["body"], message["from"], tuple(message["recipients"]),
            message["sent"], message["received"], flags, message["priority"])


def files(message):
    return [(one["name"], one["data"]) for one in message["attachments"]]


def our_messages(mailbox):
    return [importer_view.message_view(message, set()) for _, message in samples.messages_of(mailbox)]


def entries(document):
    return {(entry.get("name"), entry.get("type"), entry.get("address"))
            for book in document.get("address_books", []) for entry in book["entries"]}


class Superset(unittest.TestCase):
    def test_of_what_the_original_repair_got(self):
        for name in samples.DAMAGED:
            with self.subTest(name):
                code, mailbox, errors = samples.migrate(f"corrupt/{name}.mmf", command="recover")
                self.assertIn(code, (0, 1, 2), errors)
                self.assertIsNotNone(mailbox, errors)
                ours = our_messages(mailbox)
                contents = {content(message) for message in ours}
                headlines = {headline(message) for message in ours}
                found = [one for message in ours for one in files(message)]
                imported = samples.document(f"corrupt/{name}.repaired.importer.json")
                if "store" not in imported or imported["store"] is None:
                    continue
                for _, messages in importer_view.imported_view(imported):
                    for message in messages:
                        if message["body"] == LOST_TEXT:
                            self.assertIn(headline(message), headlines)
                        else:
                            self.assertIn(content(message), contents)
                        for one in files(message):
                            self.assertIn(one, found)

    def test_and_of_the_address_books(self):
        for name in samples.DAMAGED:
            if not (samples.FOLDER / f"corrupt/{name}.repaired.json").exists():
                continue
            with self.subTest(name):
                _, mailbox, errors = samples.migrate(f"corrupt/{name}.mmf", command="recover")
                self.assertIsNotNone(mailbox, errors)
                repaired = samples.document(f"corrupt/{name}.repaired.json")
                self.assertLessEqual(entries(repaired), entries(mailbox))

    def test_every_message_of_the_undamaged_store(self):
        for name in samples.DAMAGED:
            with self.subTest(name):
                _, mailbox, errors = samples.migrate(f"corrupt/{name}.mmf", command="recover")
                self.assertIsNotNone(mailbox, errors)
                source = samples.document(f"corrupt/{name}.result.json")["source"]
                whole = samples.document(source.replace(".mmf", ".expected.json"))
                ours = {content(message) for message in our_messages(mailbox)}
                missing = [message["subject"] for message in our_messages(whole) if content(message) not in ours]
                self.assertLessEqual(len(missing), INCOMPLETE.get(name, 0), missing)


if __name__ == "__main__":
    unittest.main()
