#include "cli/manual_page.h"

#include <gtest/gtest.h>

namespace restante::cli {
namespace {

TEST(ManualPage, NamesEverythingAndEscapesIt) {
    const std::vector<CompletedCommand> commands{
        {"go", "Goes", {{"--to", "'where' to\\from", true, "DIR"}, {"--now", "At once", false, {}}}, ".example"}};
    const std::string page = manual_page("1.2", commands);
    for (const char* piece : {".SS go\nGoes.\n", "\\fB\\-\\-to\\fR \\fIDIR\\fR\n\\&'where' to\\efrom.\n",
                              "\\fB\\-\\-now\\fR\nAt once.\n", "\\&.example", ".TP\n130\n", "\"restante 1.2\""})
        EXPECT_NE(page.find(piece), std::string::npos) << piece << "\n" << page;
}

}  // namespace
}  // namespace restante::cli
