#include "pipeline/selection.h"

#include <gtest/gtest.h>

namespace restante::pipeline {
namespace {

model::Folder folder(std::vector<std::string> path, model::FolderRole role = model::FolderRole::none) {
    model::Folder made;
    made.path = std::move(path);
    made.role = role;
    return made;
}

TEST(Selection, UsersAreGlobsWithoutCaseAndExcludeWins) {
    Selector selector({.users = {"j*", "ADMIN"}, .exclude = {"jroe"}});
    EXPECT_TRUE(selector.wants_mailbox({.name = "JDOE"}));
    EXPECT_FALSE(selector.wants_mailbox({.name = "JROE"}));
    EXPECT_FALSE(selector.wants_mailbox({.name = "BOB"}));
    EXPECT_EQ(selector.unmatched_users(), std::vector<std::string>{"ADMIN"});
    EXPECT_TRUE(selector.wants_mailbox({.name = "Admin"}));
    EXPECT_TRUE(selector.unmatched_users().empty());
}

TEST(Selection, FolderIncludesSubFoldersAndComparesWholeNames) {
    Selector selector({.folders = {"inbox/Proj*/", "a/b", "Nowhere"}});
    EXPECT_TRUE(selector.wants_folder(folder({"Inbox", "Projects"})));
    EXPECT_TRUE(selector.wants_folder(folder({"Inbox", "Projects", "Alpha", "Deep"})));
    EXPECT_FALSE(selector.wants_folder(folder({"Inbox"})));
    EXPECT_FALSE(selector.wants_folder(folder({"Inbox", "Other"})));
    EXPECT_FALSE(selector.wants_folder(folder({"Inbox2", "Projects"})));
    EXPECT_TRUE(selector.wants_folder(folder({"A/B"})));  // a name that contains a slash
    EXPECT_EQ(selector.unmatched_folders(), std::vector<std::string>{"Nowhere"});
}

TEST(Selection, WithoutMailOrSharedFolders) {
    Selector no_mail({.mail = false});
    EXPECT_FALSE(no_mail.wants_folder(folder({"Inbox"})));
    Selector no_shared({.shared = false});
    EXPECT_FALSE(no_shared.wants_folder(folder({"Team"}, model::FolderRole::shared)));
    EXPECT_TRUE(no_shared.wants_folder(folder({"Inbox"})));
}

TEST(Selection, DatesStartInclusiveEndExclusiveUndatedPass) {
    const Selector selector({.since = LocalTime::parse("1995-01-01"), .until = LocalTime::parse("1996-01-01")});
    const struct {
        const char* received;
        const char* sent;
        bool wanted;
    } cases[] = {
        {"1995-01-01T00:00:00", nullptr, true},  {"1994-12-31T23:59:59", nullptr, false},
        {"1996-01-01T00:00:00", nullptr, false}, {nullptr, "1995-06-01", true},
        {nullptr, "1993-06-01", false},          {nullptr, nullptr, true},
        {"1995-06-01", "1993-06-01", true},
    };
    for (const auto& c : cases) {
        model::Message message;
        if (c.received != nullptr) message.received = LocalTime::parse(c.received);
        if (c.sent != nullptr) message.sent = LocalTime::parse(c.sent);
        EXPECT_EQ(selector.wants_date(message), c.wanted)
            << (c.received ? c.received : "-") << " " << (c.sent ? c.sent : "-");
    }
}

}  // namespace
}  // namespace restante::pipeline
