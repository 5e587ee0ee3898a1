import unittest

from check_layers import check, declared_links
from project_tree import ProjectTree

CMAKE = """
restante_layer(base LIBRARIES ICU::uc)
restante_layer(formats/mmf LINKS base)
restante_layer(formats/mime LINKS base)
restante_layer(model LINKS base)
restante_layer(targets LINKS model formats_mime LIBRARIES nlohmann_json::nlohmann_json)
restante_layer(pipeline LINKS targets)
"""


class CheckLayers(ProjectTree):
    def setUp(self) -> None:
        super().setUp()
        self.write("CMakeLists.txt", CMAKE)

    def assert_one_problem(self, path: str, text: str, expected: str) -> None:
        self.write(path, text)
        problems = check(self.root)
        self.assertEqual(len(problems), 1, problems)
        self.assertIn(expected, problems[0])

    def test_good_code_has_no_problem(self) -> None:
        self.write("src/formats/mmf/a.h", '#include <cstdint>\n#include "base/result.h"\n#include "formats/mmf/b.h"\n')
        self.write("src/targets/t.cpp", '#include <nlohmann/json.hpp>\n#include <unistd.h>\n#include "model/m.h"\n'
                                        '#include "formats/mime/w.h"\n')
        self.write("src/base/a_test.cpp", "#include <gtest/gtest.h>\n#include <rapidcheck/gtest.h>\n")
        self.assertEqual(check(self.root), [])

    def test_upward_include(self) -> None:
        self.assert_one_problem("src/base/a.h", '\n#include "model/m.h"\n', "src/base/a.h:2: base must not include")

    def test_siblings_do_not_know_each_other(self) -> None:
        self.assert_one_problem("src/model/a.h", '#include "formats/mmf/oid.h"\n', "model must not include")

    def test_formats_are_not_for_the_pipeline(self) -> None:
        self.assert_one_problem("src/pipeline/a.cpp", '#include "formats/mime/w.h"\n', "pipeline must not include")

    def test_include_without_link(self) -> None:
        self.assert_one_problem("src/targets/a.cpp", '#include "formats/mmf/oid.h"\n', "does not link targets with formats_mmf")

    def test_library_in_the_wrong_place(self) -> None:
        self.assert_one_problem("src/targets/a.h", "#include <nlohmann/json.hpp>\n", "<nlohmann/json.hpp> may only")

    def test_unknown_library(self) -> None:
        self.assert_one_problem("src/targets/a.cpp", "#include <boost/any.hpp>\n", "no library")

    def test_impure_header(self) -> None:
        self.assert_one_problem("src/formats/mmf/a.cpp", "#include <fstream>\n", "which is pure")

    def test_impure_word(self) -> None:
        self.assert_one_problem("src/formats/mmf/a.cpp", "\nauto x = std::getenv(name);\n", "a.cpp:2: getenv")

    def test_words_in_comments_are_free(self) -> None:
        self.write("src/formats/mmf/a.cpp", "// unlike getenv\n/* system_clock\n */\n")
        self.assertEqual(check(self.root), [])

    def test_mutable_global(self) -> None:
        self.assert_one_problem("src/formats/mmf/a.cpp", "static int counter = 0;\n", "a global that can change")

    def test_constants_are_no_globals(self) -> None:
        self.write("src/formats/mmf/a.cpp", "static constexpr int kLimit = 3;\nstatic bool sniff(Bytes b);\n")
        self.assertEqual(check(self.root), [])

    def test_system_header_below_the_line(self) -> None:
        self.assert_one_problem("src/base/a.cpp", "#include <unistd.h>\n", "touch the system")

    def test_unknown_layer(self) -> None:
        self.assert_one_problem("src/misc/a.cpp", "", "no layer")

    def test_links_are_transitive(self) -> None:
        self.assertEqual(declared_links(CMAKE)["pipeline"], {"targets", "model", "formats_mime", "base"})


if __name__ == "__main__":
    unittest.main()
