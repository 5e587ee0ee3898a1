#include "service/directory_listing.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace restante::service {
namespace {

namespace fs = std::filesystem;

class ListedDirectory : public testing::Test {
protected:
    ListedDirectory() {
        fs::create_directories(place_ / "OFFICE" / "GLB");
        fs::create_directories(place_ / "OFFICE" / "MBG");
        fs::create_directories(place_ / "other");
        for (const char* name : {"b.MMF", "A.zip", "notes.txt", ".hidden"}) std::ofstream(place_ / name) << "four";
    }
    ~ListedDirectory() override { fs::remove_all(place_); }

    fs::path place_ = fs::temp_directory_path() / ("restante-listing-" + std::to_string(::getpid()));
};

TEST_F(ListedDirectory, NamesFoldersFirstAndGuessesByName) {
    const auto listing = list_directory(place_.string());
    ASSERT_TRUE(listing);
    EXPECT_EQ(listing->path, place_.string());
    EXPECT_EQ(listing->parent, place_.parent_path().string());
    std::string text;
    for (const DirectoryEntry& entry : listing->entries)
        text += entry.name + ":" + std::to_string(entry.size) + ":" + std::string(name_of(entry.likeness)) + " ";
    EXPECT_EQ(text, "OFFICE:0:postoffice other:0: A.zip:4:archive b.MMF:4:message-file notes.txt:4: ");
}

TEST_F(ListedDirectory, RefusesPathsThatLeadElsewhere) {
    for (const std::string& path : {std::string("relative"), place_.string() + "/..", place_.string() + "/../x",
                                    place_.string() + "/./x", std::string("/tmp\0/x", 7)})
        EXPECT_EQ(list_directory(path).error().code, ExitCode::usage) << path;
    EXPECT_EQ(list_directory(place_.string() + "/nothing").error().code, ExitCode::bad_source);
    EXPECT_EQ(list_directory(place_.string() + "/b.MMF").error().code, ExitCode::bad_source);
    EXPECT_EQ(list_directory("/")->parent, "");
}

}  // namespace
}  // namespace restante::service
