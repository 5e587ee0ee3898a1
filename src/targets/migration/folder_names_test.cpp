#include "targets/migration/folder_names.h"

#include <gtest/gtest.h>

namespace restante::targets::migration {
namespace {

using Path = std::vector<std::string>;

model::Folder folder_named(Path path, model::FolderRole role = model::FolderRole::none, bool hidden = false) {
    model::Folder folder;
    folder.path = std::move(path);
    folder.role = role;
    folder.hidden = hidden;
    return folder;
}

TEST(FolderNames, B40NoTwoFoldersBecomeOne) {
    const CodePage page = *CodePage::numbered(1252);
    FolderNames names(page, false);
    using enum model::FolderRole;
    const std::pair<model::Folder, Path> cases[] = {
        {folder_named({"Inbox"}), {"Inbox (2)"}},
        {folder_named({"Posteingang"}, inbox), {"Inbox"}},
        {folder_named({"Posteingang", "1995"}), {"Inbox", "1995"}},
        {folder_named({"a\\b"}), {"a/b"}},
        {folder_named({"a/b"}), {"a/b (2)"}},
        {folder_named({"A/B", "x"}), {"A/B (3)", "x"}},
        {folder_named({"日本"}), {"??"}},
        {folder_named({"韓国"}), {"?? (2)"}},
        {folder_named({" \x01 "}), {"(no name)"}},
        {folder_named({"Views"}, none, true), {"Hidden folders", "Views"}},
        {folder_named({"Views"}), {"Views"}},
        {folder_named({"Ausgang"}, outbox, true), {"Outbox"}},
        {folder_named({"Second inbox"}, inbox), {"Second inbox"}},
        {folder_named({"Posteingang"}, inbox), {"Inbox"}},
    };
    for (const auto& [folder, wanted] : cases) EXPECT_EQ(names.path_of(folder), wanted) << model::display_path(folder);
}

TEST(FolderNames, PublicFoldersKeepTheirNames) {
    const CodePage page = *CodePage::numbered(1252);
    FolderNames names(page, true);
    EXPECT_EQ(names.path_of(folder_named({"Inbox"}, model::FolderRole::shared)), Path{"Inbox"});
    EXPECT_EQ(names.path_of(folder_named({"Social", "Chess"}, model::FolderRole::shared)), (Path{"Social", "Chess"}));
}

}  // namespace
}  // namespace restante::targets::migration
