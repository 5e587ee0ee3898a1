import unittest

from check_documents import anchors, check
from project_tree import ProjectTree


class CheckDocuments(ProjectTree):
    def setUp(self) -> None:
        super().setUp()
        self.write("docs/README.md", "[a](a.md)\n")
        self.write("docs/a.md", "# A page\n")

    def assert_one_problem(self, expected: str) -> None:
        problems = check(self.root)
        self.assertEqual(len(problems), 1, problems)
        self.assertIn(expected, problems[0])

    def test_good_links(self) -> None:
        self.write("README.md", "[a](docs/a.md#a-page) [b](#here) [c](https://x.org) `[d](none.md)`\n## Here\n")
        self.assertEqual(check(self.root), [])

    def test_dead_link(self) -> None:
        self.write("README.md", "\n[a](docs/none.md)")
        self.assert_one_problem("README.md:2: docs/none.md does not exist")

    def test_dead_heading(self) -> None:
        self.write("README.md", "[a](docs/a.md#b)")
        self.assert_one_problem("no such heading")

    def test_link_out_of_the_project(self) -> None:
        self.write("README.md", "[a](../../etc)")
        self.assert_one_problem("leads out of the project")

    def test_dead_picture(self) -> None:
        self.write("README.md", "![a](docs/a.png)")
        self.assert_one_problem("does not exist")

    def test_page_not_listed(self) -> None:
        self.write("docs/b.md", "# B\n")
        self.assert_one_problem("does not list docs/b.md")

    def test_format_without_page(self) -> None:
        self.write("src/formats/pst/a.cpp")
        self.assert_one_problem("docs/formats/pst.md is missing")

    def test_target_without_page(self) -> None:
        self.write("src/targets/pst/a.cpp")
        self.write("src/targets/files/a.cpp")
        self.assert_one_problem("docs/targets/pst.md is missing")

    def test_anchors(self) -> None:
        self.assertEqual(anchors("# One `two`, three!\n## A\n## A\n```\n# no\n```\n"), {"one-two-three", "a", "a-1"})


if __name__ == "__main__":
    unittest.main()
