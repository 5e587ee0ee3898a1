#include "targets/pst/folder_places.h"

#include <gtest/gtest.h>

#include "targets/pst/target_scratch_test.h"

namespace restante::targets {
namespace {

using Role = model::FolderRole;

class FolderPlacesTest : public ::testing::Test {
protected:
    // The code of the renaming finding for each folder, or nothing.
    bool renamed(const model::Folder& folder) {
        const std::size_t before = findings_.total();
        places_.place(folder);
        return findings_.total() != before;
    }

    testing::Scratch scratch_;
    PartedStore store_{PstSettings{}, {"store", "", "identity"}, [this](std::size_t) { return scratch_ / "x.pst"; }};
    Findings findings_;
    FolderPlaces places_{store_, PartedStore::kTop, findings_};
};

TEST_F(FolderPlacesTest, NamesOfOutlookAreKeptForTheRoles) {
    EXPECT_TRUE(renamed({.path = {"inbox"}}));
    EXPECT_TRUE(renamed({.path = {"Sent Items"}}));
    EXPECT_FALSE(renamed({.path = {"Inbox"}, .role = Role::inbox}));
    EXPECT_FALSE(renamed({.path = {"Sent mail"}, .role = Role::sent}));
    EXPECT_FALSE(renamed({.path = {"Inbox", "Inbox"}}));
}

TEST_F(FolderPlacesTest, SiblingsDifferWithoutCase) {
    EXPECT_FALSE(renamed({.path = {"Projects"}}));
    EXPECT_TRUE(renamed({.path = {"PROJECTS"}}));
    EXPECT_FALSE(renamed({.path = {"PROJECTS", "Projects"}}));
}

TEST_F(FolderPlacesTest, ASecondFolderWithTheRoleIsAnOrdinaryOne) {
    EXPECT_FALSE(renamed({.path = {"Outbox"}, .role = Role::outbox, .hidden = true}));
    EXPECT_TRUE(renamed({.path = {"Outbox"}, .role = Role::outbox}));
}

TEST_F(FolderPlacesTest, HiddenFoldersWaitForMessages) {
    EXPECT_FALSE(places_.place({.path = {"Outbox"}, .role = Role::outbox, .hidden = true}).only_with_messages);
    EXPECT_TRUE(places_.place({.path = {"Secret"}, .hidden = true}).only_with_messages);
    EXPECT_FALSE(places_.place({.path = {"Secret"}}).only_with_messages);
}

TEST_F(FolderPlacesTest, MissingParentsAreMade) {
    const auto deep = places_.place({.path = {"A", "B", "C"}});
    EXPECT_NE(deep.folder, PartedStore::kTop);
    EXPECT_TRUE(store_.open_folder(deep.folder));
    EXPECT_TRUE(store_.close_folder());
    EXPECT_TRUE(store_.finish());
}

TEST_F(FolderPlacesTest, NamelessFoldersGetAName) { EXPECT_TRUE(renamed({.path = {""}})); }

}  // namespace
}  // namespace restante::targets
