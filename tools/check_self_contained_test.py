import unittest

from check_self_contained import check
from project_tree import ProjectTree


class CheckSelfContained(ProjectTree):
    def assert_one_problem(self, text: str) -> None:
        self.write("src/a.cpp", f"int x;\n{text}\n")
        problems = check(self.root)
        self.assertEqual(len(problems), 1, problems)
        self.assertTrue(problems[0].startswith("src/a.cpp:2: "), problems)

    def test_clean_text(self) -> None:
        self.write("README.md", "See ../docs/work/a.md, https://example.org/home/x, hacks and todos.")
        self.assertEqual(check(self.root), [])

    def test_place_outside(self) -> None:
        self.assert_one_problem("// see ../" "shared/spec")

    def test_machine_path(self) -> None:
        for place in ("work", "root", "home"):
            self.assert_one_problem(f'open("/{place}/someone");')

    def test_marks(self) -> None:
        for mark in ("TO" "DO", "FIX" "ME", "XX" "X"):
            self.assert_one_problem(f"// {mark}: later")

    def test_merge_conflict(self) -> None:
        self.assert_one_problem("<" * 7 + " ours")

    def test_samples_are_kept_but_their_readme_is_ours(self) -> None:
        self.write("tests/samples/a.json", '"/ho' 'me/jdoe"')
        self.assertEqual(check(self.root), [])
        self.write("tests/samples/README.md", "copied from /ho" "me/jdoe")
        self.assertEqual(len(check(self.root)), 1)


if __name__ == "__main__":
    unittest.main()
