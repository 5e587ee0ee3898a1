import contextlib
import io
import unittest

from check_messages import check, write
from project_tree import ProjectTree

GOOD = 'MESSAGE(mmf_cut, "MMF-001", warning, "the file is cut off", "Look for a \\"better\\" copy.")\n'


class CheckMessages(ProjectTree):
    def setUp(self) -> None:
        super().setUp()
        self.write("docs/x.md")
        self.write("src/base/messages/all.def", '#include "base/messages/mmf.def"\n')
        self.write("src/base/messages/mmf.def", "// MESSAGE(example)\n" + GOOD)
        self.write("src/formats/mmf/a.cpp", "findings.add(MessageId::mmf_cut);")
        self.assertEqual(write(self.root), 0)

    def rewrite(self, text: str) -> list[str]:
        self.write("src/base/messages/mmf.def", text)
        return check(self.root)

    def assert_problem(self, problems: list[str], expected: str) -> None:
        self.assertTrue(any(expected in problem for problem in problems), problems)

    def test_good_table(self) -> None:
        self.assertEqual(check(self.root), [])

    def test_entry_over_two_lines(self) -> None:
        self.assertEqual(self.rewrite(GOOD.replace(', "Look for', ',\n    "Look "\n    "for')), [])

    def test_number_used_twice(self) -> None:
        self.assert_problem(self.rewrite(GOOD + GOOD.replace("mmf_cut", "mmf_b")), "MMF-001: used 2 times")

    def test_empty_remedy(self) -> None:
        self.assert_problem(self.rewrite(GOOD.replace('"Look for a \\"better\\" copy."', '""')), "the remedy is no sentence")

    def test_malformed_entry(self) -> None:
        self.assert_problem(self.rewrite(GOOD + "MESSAGE(mmf_b, MMF-2)\n"), "1 entries are not of the form")

    def test_wrong_severity_prefix_and_number(self) -> None:
        problems = self.rewrite('MESSAGE(pst_cut, "MMF-1", fatal, "it is cut", "Look elsewhere.")\n')
        for expected in ("a number is AREA-000", "should start with mmf_", "severity fatal"):
            self.assert_problem(problems, expected)

    def test_message_nobody_gives(self) -> None:
        self.write("src/formats/mmf/a.cpp", "")
        self.assert_problem(check(self.root), "no code gives this message")

    def test_use_in_a_test_does_not_count(self) -> None:
        (self.root / "src/formats/mmf/a.cpp").rename(self.root / "src/formats/mmf/a_test.cpp")
        self.assert_problem(check(self.root), "no code gives this message")

    def test_number_reused(self) -> None:
        self.write("src/formats/mmf/a.cpp", "mmf_other")
        self.assert_problem(self.rewrite(GOOD.replace("mmf_cut", "mmf_other")), "numbers are never reused")
        with contextlib.redirect_stdout(io.StringIO()) as said:
            self.assertEqual(write(self.root), 1)
        self.assertIn("numbers are never reused", said.getvalue())

    def test_number_gone_and_retired(self) -> None:
        self.assert_problem(self.rewrite(""), "was published and is gone")
        self.write("src/base/messages/retired.txt", "MMF-001  told nothing\n")
        self.assertEqual(write(self.root), 0)
        self.assertEqual(check(self.root), [])
        self.assert_problem(self.rewrite(GOOD), "is retired and must not be used")

    def test_wording_changed_without_the_page(self) -> None:
        self.assert_problem(self.rewrite(GOOD.replace("is cut off", "ends early")), "out of date")

    def test_table_nobody_includes(self) -> None:
        self.write("src/base/messages/new.def", "")
        self.assert_problem(check(self.root), "all.def does not include new.def")


if __name__ == "__main__":
    unittest.main()
