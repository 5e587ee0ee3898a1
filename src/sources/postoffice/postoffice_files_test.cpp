#include "sources/postoffice/postoffice_files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace restante::sources {
namespace {

namespace fs = std::filesystem;

TEST(PostofficeFiles, RecordFilesOfSixtyFourMebibytesAreEnough) {
    const fs::path directory = fs::temp_directory_path() / ("restante-postoffice-files-" + std::to_string(::getpid()));
    fs::create_directories(directory / "GLB");
    const auto write = [&directory](const char* name, std::uint64_t size) {
        std::ofstream(directory / "GLB" / name).flush();
        fs::resize_file(directory / "GLB" / name, size);  // a hole
    };
    write("FITS.GLB", 67'108'864);
    write("LARGER.GLB", 67'108'865);
    Findings findings;
    {
        const auto tree = *open_tree(directory.string(), findings, false);
        const PostofficeFiles files(*tree, "");
        EXPECT_EQ(files.read("GLB/FITS.GLB", findings).size(), 67'108'864U);
        EXPECT_TRUE(findings.empty());
        EXPECT_TRUE(files.read("GLB/LARGER.GLB", findings).empty());
    }
    fs::remove_all(directory);
    ASSERT_EQ(findings.total(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::source_file_unreadable);
    EXPECT_EQ(findings.list()[0].item, "GLB/LARGER.GLB");
}

}  // namespace
}  // namespace restante::sources
