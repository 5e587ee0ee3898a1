import unittest

from check_limits import NO_LIMITS, check, named_like_limits, unnamed
from project_tree import ProjectTree

HEAD = "| limit | constant | value | told by | tried in |\n|---|---|---|---|---|\n"
ROW = "| parts | [`kMost`](../src/a.h) | 2 KiB | LIM-001 | [unit](../src/a_test.cpp) |\n"


class CheckLimits(ProjectTree):
    def setUp(self) -> None:
        super().setUp()
        self.exceptions = dict(NO_LIMITS)
        NO_LIMITS.clear()
        self.addCleanup(NO_LIMITS.update, self.exceptions)
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

    def test_a_limit_that_the_page_does_not_name(self) -> None:
        self.write("src/a.cpp", "findings.add(MessageId::limit_depth);\nconstexpr std::size_t kDeepest = 8;\n")
        self.assert_one_problem("kDeepest of src/a.cpp is not there")

    def test_what_is_named_like_a_limit(self) -> None:
        self.write("src/b.h", "static constexpr std::size_t kMostFew = 2, kLongestName{3}, kMaxima = 4;\n"
                              "constexpr auto kSearchBudget =\n    4 * 5;\nint x = kMaximumUsed;\nconst int kLargest = 1;\n"
                              "constexpr int kMaxDepth = 1;\nconstexpr int kMostly = 1;\n")
        self.write("src/b_test.cpp", "constexpr int kMostTried = 3;\n")
        self.assertEqual({name for path, name in named_like_limits(self.root) if path == "src/b.h"},
                         {"kMostFew", "kLongestName", "kSearchBudget", "kMaxDepth"})
        self.assertFalse([path for path, _ in named_like_limits(self.root) if "_test" in path])

    def test_exceptions(self) -> None:
        self.write("src/a.cpp", "constexpr std::size_t kDeepest = 8;\n")
        rows = {("src/a.h", "kMost")}
        self.assertEqual(unnamed(self.root, rows, {"why": "src/a.cpp:kDeepest"}), [])
        self.assertIn("src/b.cpp has no kGone", unnamed(self.root, rows, {"why": "src/a.cpp:kDeepest src/b.cpp:kGone"})[0])
        self.assertIn("src/a.h has no kMost", unnamed(self.root, rows, {"why": "src/a.cpp:kDeepest\nsrc/a.h:kMost"})[0])

    def test_folders_without_limits(self) -> None:
        self.write("src/forge/a.cpp", "constexpr std::size_t kDeepest = 8;\n")
        self.assertEqual(check(self.root), [])


if __name__ == "__main__":
    unittest.main()
