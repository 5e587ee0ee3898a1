#include "targets/ews/folder_tree.h"

#include <gtest/gtest.h>

namespace restante::targets::ews {
namespace {

using Kind = FolderTree::Kind;

TEST(EwsFolderName, IsWhatAServerCanHold) {
    const std::pair<std::string, std::string> cases[] = {
        {"Projects", "Projects"},
        {"a/b", "a/b"},
        {" x ", "x"},
        {"x\x01y", "x%01y"},
        {"", "_"},
        {"  ", "_"},
        {"Übersicht", "Übersicht"},
        {"%", "%"},
        {"%41", "%2541"},
        {"50%off", "50%off"},
        {"\xFF", "\xEF\xBF\xBD"},
    };
    for (const auto& [name, shown] : cases) {
        EXPECT_EQ(folder_name(name).text, shown) << name;
        EXPECT_EQ(folder_name(name).changed, name != shown) << name;
    }
    EXPECT_EQ(folder_name(std::string(250, 'L')).text, std::string(200, 'L') + "~");
}

TEST(EwsFolderTree, FindsItsOwnFolderUnderAnyNameAndInAnyOrder) {
    FolderTree tree;
    tree.set({{"1", "top", "a (2)", "IPF.Note", folder_identity("A")}, {"2", "top", "a", "IPF.Note", ""}});
    EXPECT_EQ(tree.claim("top", folder_identity("A"), "A", Kind::mail), "1");
    EXPECT_EQ(tree.claim("top", folder_identity("a"), "a", Kind::mail), "2");
    EXPECT_EQ(tree.claim("top", folder_identity("A"), "A", Kind::mail), "1");
    EXPECT_EQ(tree.claim("other", folder_identity("A"), "A", Kind::mail), "");
}

TEST(EwsFolderTree, OneFolderOfTheServerTakesOneFolderOfTheSource) {
    FolderTree tree;
    tree.set({{"1", "top", "Plans", "IPF.Note", ""}});
    EXPECT_EQ(tree.claim("top", folder_identity("plans"), "plans", Kind::mail), "1");
    EXPECT_EQ(tree.claim("top", folder_identity("Plans"), "Plans", Kind::mail), "");
    EXPECT_EQ(tree.free_name("top", "Plans"), "Plans (2)");
    tree.add({"3", "top", "PLANS (2)", "IPF.Note", ""});
    EXPECT_EQ(tree.free_name("top", "Plans"), "Plans (3)");
    EXPECT_EQ(tree.free_name("top", "Other"), "Other");
}

TEST(EwsFolderTree, MailGoesIntoNoCalendarAndIntoNothingReserved) {
    FolderTree tree;
    tree.set({{"1", "top", "Calendar", "IPF.Appointment", ""},
              {"2", "top", "Inbox", "IPF.Note", ""},
              {"3", "top", "Contacts", "IPF.Contact", ""}});
    tree.reserve("2");
    EXPECT_EQ(tree.claim("top", folder_identity("Calendar"), "Calendar", Kind::mail), "");
    EXPECT_EQ(tree.claim("top", folder_identity("Inbox"), "Inbox", Kind::mail), "");
    EXPECT_EQ(tree.claim("top", folder_identity("Contacts"), "Contacts", Kind::mail), "");
    EXPECT_EQ(tree.claim("top", folder_identity("Contacts"), "Contacts", Kind::contacts), "3");
}

}  // namespace
}  // namespace restante::targets::ews
