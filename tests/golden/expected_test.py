"""Every healthy sample store, migrated to json:-, equals NAME.expected.json in everything."""

import unittest

import samples


class Expected(unittest.TestCase):
    def test_samples_are_there(self):
        self.assertGreater(len(samples.HEALTHY), 30)

    def test_every_healthy_store(self):
        for name in samples.HEALTHY:
            with self.subTest(name):
                code, mailbox, errors = samples.migrate(f"{name}.mmf")
                self.assertIsNotNone(mailbox, errors)
                expected = samples.document(f"{name}.expected.json")
                self.assertEqual(samples.findings_of(mailbox), samples.findings_of(expected))
                self.assertEqual(code, 1 if expected["findings"] else 0, errors)
                for one in (mailbox, expected):
                    del one["findings"]
                self.assertEqual(samples.differences(mailbox, expected), [])


if __name__ == "__main__":
    unittest.main()
