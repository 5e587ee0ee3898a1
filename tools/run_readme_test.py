import unittest
from pathlib import Path

from project_tree import ProjectTree
from run_readme import matches, run_document


class RunReadme(ProjectTree):
    def problems(self, document: str) -> list[str]:
        return run_document(document, self.root, Path("/usr/bin"))

    def test_commands_share_one_shell_and_folder(self) -> None:
        self.assertEqual(self.problems("```sh\nmkdir a\ncd a\nx=3\n```\ntext\n```sh\ntest $x = 3 && pwd | grep '/a$'\n```\n"), [])

    def test_failing_command(self) -> None:
        self.assertEqual(len(self.problems("```sh\nfalse\ntrue\n```\n")), 1)

    def test_stated_exit_code(self) -> None:
        self.assertEqual(self.problems("```sh\n(exit 64)  # exits 64\n```\n"), [])
        self.assertEqual(len(self.problems("```sh\ntrue  # exits 64\n```\n")), 1)

    def test_expected_output(self) -> None:
        self.assertEqual(self.problems("```sh\necho one; echo two >&2\n```\n\n```text\none\ntwo\n```\n"), [])
        self.assertEqual(len(self.problems("```sh\necho one\n```\n\n```text\ntwo\n```\n")), 1)

    def test_text_elsewhere_is_no_expectation(self) -> None:
        self.assertEqual(self.problems("```sh\necho one\n```\nand\n```text\ntwo\n```\n"), [])

    def test_a_command_cannot_swallow_the_next(self) -> None:
        self.assertEqual(self.problems("```sh\ncat\necho one\n```\n```text\none\n```\n"), [])

    def test_continued_lines(self) -> None:
        self.assertEqual(self.problems("```sh\necho one \\\n    two\n```\n```text\none two\n```\n"), [])

    def test_make_targets_are_known_but_not_run(self) -> None:
        self.assertEqual(self.problems("```sh\nmake test\nmake fuzz TIME=5\n```\n"), [])
        self.assertEqual(len(self.problems("```sh\nmake coffee\n```\n")), 1)

    def test_ellipsis(self) -> None:
        self.assertTrue(matches("a ... c\n...\nend\n", "a b c\nx\ny\nend\n"))
        self.assertTrue(matches("a\n...\n", "a\n"))
        self.assertFalse(matches("a ... c\nend\n", "a b c\nx\nend\n"))
        self.assertFalse(matches("a.c\n", "abc\n"))


if __name__ == "__main__":
    unittest.main()
