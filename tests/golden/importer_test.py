"""Agreement with the original importer: its documented defects are the only differences."""

import unittest

import importer_view
import samples

NOT_OPENED = {"pw-31", "pw-lower"}  # D6


class Importer(unittest.TestCase):
    def test_every_store_the_importer_could_open(self):
        for name in samples.HEALTHY:
            document = samples.document(f"{name}.importer.json")
            with self.subTest(name):
                self.assertEqual(document["hresult"] != "00000000", name in NOT_OPENED)
                if name in NOT_OPENED:
                    continue
                _, mailbox, errors = samples.migrate(f"{name}.mmf")
                self.assertIsNotNone(mailbox, errors)
                # The importer's tree lists a folder it found in the target before those it made.
                ours = sorted(importer_view.expected_view(mailbox), key=lambda folder: folder[0])
                imported = importer_view.without_unused_places(importer_view.imported_view(document), ours)
                theirs = sorted(imported, key=lambda folder: folder[0])
                self.assertEqual([path for path, _ in ours], [path for path, _ in theirs])
                for (path, found), (_, imported) in zip(ours, theirs):
                    self.assertEqual(samples.differences(found, imported, "/".join(path)), [])


if __name__ == "__main__":
    unittest.main()
