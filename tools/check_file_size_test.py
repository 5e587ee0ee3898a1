import unittest

from check_file_size import HARD_CAP, check
from project_tree import ProjectTree


class CheckFileSize(ProjectTree):
    def test_the_cap_itself_is_allowed(self) -> None:
        self.write("src/base/a.cpp", "x\n" * HARD_CAP)
        self.assertEqual(check(self.root), [])

    def test_one_more_is_not(self) -> None:
        self.write("src/base/a.cpp", "x\n" * (HARD_CAP + 1))
        self.assertEqual(len(check(self.root)), 1)

    def test_every_kind_of_code_counts(self) -> None:
        for name in ("a.h", "b.py", "c.ts", "d.sh", "CMakeLists.txt"):
            self.write(name, "x\n" * (HARD_CAP + 1))
        self.assertEqual(len(check(self.root)), 5)

    def test_documents_and_samples_are_free(self) -> None:
        self.write("docs/a.md", "x\n" * 900)
        self.write("tests/samples/a.json", "x\n" * 900)
        self.assertEqual(check(self.root), [])

    def test_data_tables_give_a_reason(self) -> None:
        self.write("a.cpp", "// data table: the published schema\n" + "x\n" * 900)
        self.write("b.cpp", "// data table:\n" + "x\n" * 900)
        self.assertEqual([problem.split(":")[0] for problem in check(self.root)], ["b.cpp"])


if __name__ == "__main__":
    unittest.main()
