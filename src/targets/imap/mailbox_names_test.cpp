#include "targets/imap/mailbox_names.h"

#include <gtest/gtest.h>

#include <set>

#include "targets/imap/folder_choice.h"

namespace restante::targets::imap {
namespace {

model::Folder folder_at(std::vector<std::string> path, model::FolderRole role = model::FolderRole::none) {
    model::Folder folder;
    folder.path = std::move(path);
    folder.role = role;
    return folder;
}

TEST(MailboxNames, EncodeWhatServersRefuse) {
    const std::tuple<const char*, char, const char*> cases[] = {{"Projects", '.', "Projects"},
                                                                {"a.b", '.', "a%2Eb"},
                                                                {"a.b", '/', "a.b"},
                                                                {"a/b", '.', "a%2Fb"},
                                                                {"50%", '/', "50%25"},
                                                                {"a*b", '/', "a%2Ab"},
                                                                {" x ", '/', "%20x%20"},
                                                                {"..", '/', "%2E%2E"},
                                                                {"~root", '/', "%7Eroot"},
                                                                {"", '/', "%00"},
                                                                {"x\ny", '/', "x%0Ay"},
                                                                {"\xFFq", '/', "%FFq"},
                                                                {"Re: you & \"me\"", '/', "Re: you & \"me\""}};
    for (const auto& [name, separator, expected] : cases) EXPECT_EQ(encode_level(name, separator), expected) << name;
}

TEST(MailboxNames, AreModifiedUtf7UnlessTheServerSaysOtherwise) {
    const model::Folder folder =
        folder_at({"\xC3\x9C"
                   "bersicht",
                   "R&D"});
    EXPECT_EQ(place_of(folder, {}, {}).name, "&ANw-bersicht/R&-D");
    EXPECT_EQ(place_of(folder, {"Old"}, {.separator = '.', .prefix = "INBOX."}).name, "INBOX.Old.&ANw-bersicht.R&-D");
    EXPECT_EQ(place_of(folder, {}, {.utf8 = true}).name,
              "\xC3\x9C"
              "bersicht/R&D");
}

TEST(MailboxNames, AreOfPlainCharactersWhereAServerRefusesOthers) {
    const NameRules rules{.separator = '.', .prefix = "INBOX.", .plain = true};
    const std::pair<const char*, const char*> cases[] = {{"Projects", "INBOX.Projects"},
                                                         {"a=b", "INBOX.a=b"},
                                                         {"a.b", "INBOX.a=2Eb"},
                                                         {"50%", "INBOX.50=25"},
                                                         {"a/b=c", "INBOX.a=2Fb=3Dc"},
                                                         {"R&D", "INBOX.R&-D"},
                                                         {"say \"x\"!", "INBOX.say =22x=22=21"}};
    for (const auto& [name, expected] : cases) EXPECT_EQ(place_of(folder_at({name}), {}, rules).name, expected);
    model::Folder hidden = folder_at({"x"});
    hidden.hidden = true;
    EXPECT_EQ(place_of(hidden, {}, rules).name, "INBOX.=~Hidden.x");
    const MailboxName cut = place_of(folder_at({std::string(300, 'x') + "|"}), {}, rules);
    EXPECT_EQ(cut.name.find_first_of("%|"), std::string::npos) << cut.name;
}

TEST(MailboxNames, TheNameOfTheInboxIsItsOwn) {
    EXPECT_EQ(place_of(folder_at({"inbox"}), {}, {}).name, "%69nbox");
    EXPECT_EQ(place_of(folder_at({"inbox"}), {"Old"}, {}).name, "Old/inbox");
    EXPECT_EQ(place_of(folder_at({"x", "INBOX"}), {}, {}).name, "x/INBOX");
}

TEST(MailboxNames, NoTwoFoldersShareOne) {
    std::set<std::string> names;
    std::size_t count = 0;
    std::vector<std::string> deep;
    const auto add = [&](const model::Folder& folder) {
        const MailboxName place = place_of(folder, {"R"}, {.separator = '.'});
        EXPECT_LE(place.name.size(), 200U);
        EXPECT_TRUE(names.insert(place.name).second) << place.name;
        ++count;
    };
    for (int level = 0; level < 30; ++level) {
        deep.push_back(std::string(100, 'd'));
        add(folder_at(deep));
    }
    for (const char* name : {"a.b", "a/b", "a%2Eb", "a", "A", "Hidden", "%~Hidden"}) {
        add(folder_at({name}));
        model::Folder hidden = folder_at({name});
        hidden.hidden = true;
        add(hidden);
    }
    add(folder_at({"a", "b"}));
    EXPECT_EQ(names.size(), count);
}

TEST(FolderChoice, RolesGoWhereTheServerKeepsThem) {
    FolderChoice choice({.separator = '.'}, {},
                        {{"Gesendet", {"\\sent"}}, {"Deleted Items", {}}, {"inbox", {}}, {"Old", {"\\noselect"}}});
    EXPECT_EQ(choice.choose(folder_at({"Inbox"}, model::FolderRole::inbox)).name, "INBOX");
    EXPECT_EQ(choice.choose(folder_at({"Sent mail"}, model::FolderRole::sent)).name, "Gesendet");
    EXPECT_EQ(choice.choose(folder_at({"Wastebasket"}, model::FolderRole::deleted)).name, "Deleted Items");
    const ChosenMailbox outbox = choice.choose(folder_at({"Outbox"}, model::FolderRole::outbox));
    EXPECT_EQ(outbox.name, "Outbox");
    EXPECT_EQ(outbox.use, "\\Drafts");
    EXPECT_EQ(choice.choose(folder_at({"Inbox", "Pro.jects"})).name, "INBOX.Pro%2Ejects");
    EXPECT_EQ(choice.choose(folder_at({"Inbox", "Pro.jects"})).plain_name, "INBOX.Pro=2Ejects");
    EXPECT_EQ(choice.choose(folder_at({"Projects"})).plain_name, "");
    EXPECT_TRUE(choice.exists("INBOX"));
    EXPECT_FALSE(choice.exists("Old"));
}

TEST(FolderChoice, BelowARootNothingHasARole) {
    FolderChoice choice({}, {"Old mail"}, {{"Sent", {"\\sent"}}});
    EXPECT_EQ(choice.choose(folder_at({"Inbox"}, model::FolderRole::inbox)).name, "Old mail/Inbox");
    EXPECT_EQ(choice.choose(folder_at({"Sent"}, model::FolderRole::sent)).name, "Old mail/Sent");
}

}  // namespace
}  // namespace restante::targets::imap
