import unittest

from check_limits import check
from project_tree import ProjectTree

HEAD = "| limit | constant | value | told by | tried in |\n|---|---|---|---|---|\n"
ROW = "| parts | [`kMost`](../src/a.h) | 2 KiB | LIM-001 | [unit](../src/a_test.cpp) |\n"


class CheckLimits(ProjectTree):
    def setUp(self) -> None:
        super().setUp()
        self.write("docs/limits.md", HEAD + ROW)
        self.write("src/a.h", "constexpr std::uint64_t kMost = 2ULL * 1024;\n")
        self.write("src/a.cpp", "findings.add(MessageId::limit_depth);\n")
        self.write("src/a_test.cpp", "EXPECT_EQ(id, MessageId::limit_depth);\n")
        self.write("src/base/messages/limit.def", 'MESSAGE(limit_depth, "LIM-001", warning, "a", "b")\n')

    def assert_one_problem(self, expected: str) -> None:
        problems = check(self.root)
        self.assertEqual(len(problems), 1, problems)
        self.assertIn(expected, problems[0])

    def test_a_true_page(self) -> None:
        self.assertEqual(check(self.root), [])

    def test_another_value(self) -> None:
        self.write("src/a.h", "constexpr std::uint64_t kMost = 4ULL * 1024;\n")
        self.assert_one_problem("kMost is 4096")

    def test_no_such_constant(self) -> None:
        self.write("src/a.h", "")
        self.assert_one_problem("does not define kMost")

    def test_no_such_test(self) -> None:
        self.write("docs/limits.md", HEAD + ROW.replace("a_test", "b_test"))
        self.assert_one_problem("which is not there")

    def test_a_number_that_is_not_told(self) -> None:
        self.write("docs/limits.md", HEAD + ROW.replace("LIM-001", "nobody"))
        self.assert_one_problem("LIM-001 (limit_depth) is not there")

    def test_a_number_that_is_not_tried(self) -> None:
        self.write("src/a_test.cpp", "")
        self.assert_one_problem("hit by no test")


if __name__ == "__main__":
    unittest.main()
