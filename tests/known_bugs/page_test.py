"""docs/known-bugs.md names tests that exist, and leaves no number out."""

import re
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent.parent / "docs" / "known-bugs.md"
ROW = re.compile(r"^\| (B\d\d|Q\d{6}(?:, Q\d{6})*) \|.*\| ([^|]+) \|$", re.MULTILINE)


class Page(unittest.TestCase):
    def setUp(self) -> None:
        self.rows = ROW.findall(PAGE.read_text(encoding="utf-8"))

    def test_every_number_has_one_row(self) -> None:
        numbers = [number for number, _ in self.rows if number.startswith("B")]
        self.assertEqual(numbers, [f"B{number:02}" for number in range(1, 53)])

    def test_every_test_named_exists(self) -> None:
        named = 0
        for number, cell in self.rows:
            for numbers, name in re.findall(r"((?:`[bq]\d+`(?:, )?)+) in (\w+_test)", cell):
                source = (HERE / f"{name}.py").read_text(encoding="utf-8")
                for one in re.findall(r"[bq]\d+", numbers):
                    self.assertRegex(source, rf"def test_{one}_", f"{number} names {one} in {name}")
                    named += 1
            for path in re.findall(r"`(tests/[a-z_/]+\.py)`", cell):
                self.assertTrue((HERE.parent.parent / path).exists(), path)
            self.assertTrue(cell.strip("- "), f"{number} says nothing")
        self.assertGreater(named, 40)

    def test_every_test_is_on_the_page(self) -> None:
        page = PAGE.read_text(encoding="utf-8").lower()
        for path in HERE.glob("*_test.py"):
            for number in re.findall(r"def test_(b\d\d|q\d{6})_", path.read_text(encoding="utf-8")):
                self.assertIn(number, page, path.name)


if __name__ == "__main__":
    unittest.main()
