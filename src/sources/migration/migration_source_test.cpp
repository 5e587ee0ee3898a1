#include "sources/migration/migration_source.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/file_content_test.h"
#include "formats/exchange/secondary_file.h"
#include "sources/migration/migration_set.h"

namespace restante::sources::migration {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHeading =
    "Folder,Sender,To,Cc,Bcc,Subject,Send-Date,Received-Date,Priority,Unread,Unsent,Body\r\n";
constexpr const char* kSecondary = "Type,Length,Encoding,Islast,Name,Position,Format\r\n";

class MigrationSourceTest : public ::testing::Test {
protected:
    void SetUp() override { fs::create_directories(directory_); }
    void TearDown() override { fs::remove_all(directory_); }

    void write(const std::string& name, const std::string& content) const {
        std::ofstream(directory_ / name, std::ios::binary) << content;
    }
    // One primary file with that content, one secondary file.
    void write_set(const std::string& primary, const std::string& secondary, const std::string& page = "1252") const {
        write("SET.PKL", page + "\r\n\r\nFilename,Filetype\r\nSET.PRI,Primary\r\nSET.SEC,Secondary\r\n");
        write("set.pri", primary);  // names are compared without case
        write("SET.SEC", kSecondary + secondary);
    }
    [[nodiscard]] std::string path(const std::string& name = {}) const { return (directory_ / name).string(); }
    static std::size_t count(const Findings& findings, MessageId id) {
        return static_cast<std::size_t>(std::ranges::count(findings.list(), id, &Finding::id));
    }

    fs::path directory_ = fs::temp_directory_path() / ("restante-migration-source-" + std::to_string(::getpid()));
};

std::string text_of(const ByteSourcePointer& data) { return std::string(as_text(*read_all(*data, 1'000'000))); }

TEST_F(MigrationSourceTest, OfTheSample) {
    // By its directory, which holds nothing but the set.
    const auto source = open_source(RESTANTE_TESTS "/samples/migration", {});
    ASSERT_TRUE(source.has_value()) << source.error().describe();
    EXPECT_EQ((*source)->description().kind, "migration-files");
    EXPECT_EQ((*source)->description().size, 69U + 1288U + 823U);
    std::size_t files = 0;
    (*source)->visit_files([&files](const OpenableFile&) { return ++files < 10; });
    EXPECT_EQ(files, 3U);
    EXPECT_TRUE((*source)->findings().empty());
    EXPECT_EQ((*source)->refused_rows(), "");
    ASSERT_EQ((*source)->mailbox_count(), 2U);

    ASSERT_EQ((*source)->directories().size(), 1U);
    const model::Directory& directory = (*source)->directories()[0];
    EXPECT_EQ(directory.postoffice, "POB");
    ASSERT_EQ(directory.accounts.size(), 1U);
    EXPECT_EQ(directory.accounts[0].mailbox, "ADA");
    EXPECT_EQ(directory.accounts[0].address, "MS:NETA/POB/ADA");

    const auto ada = *(*source)->open_mailbox(0);
    EXPECT_EQ(ada->mailbox().name, "ADA");
    EXPECT_EQ(ada->mailbox().display_name, "Ada Byron");
    EXPECT_EQ(ada->mailbox().address, "MS:NETA/POB/ADA");
    ASSERT_EQ(ada->folders().size(), 3U);
    EXPECT_EQ(ada->folders()[0].role, model::FolderRole::inbox);
    EXPECT_EQ(ada->folders()[2].path, (std::vector<std::string>{"Projects", "1995"}));
    ASSERT_EQ(ada->message_count(0), 2U);
    const auto message = ada->read_message(0, 0);
    ASSERT_TRUE(message.has_value());
    EXPECT_EQ(message->subject, "Files, as asked");
    EXPECT_EQ(message->body, "Hello Ada,\r\nplease see the two files.\r\n");
    EXPECT_EQ(message->from.at(0).address, "NETA/POB/MARY");
    EXPECT_EQ(message->priority, model::Priority::high);
    EXPECT_FALSE(message->status->read);
    EXPECT_EQ(message->received, (LocalTime{1995, 10, 4, 9, 16, 30}));
    ASSERT_EQ(message->attachments.size(), 2U);
    EXPECT_EQ(message->attachments[0].name, "note.txt");
    EXPECT_EQ(message->attachments[0].position, 38U);
    EXPECT_EQ(text_of(message->attachments[0].data), "first file\r\n");
    EXPECT_FALSE(message->attachments[1].position.has_value());
    EXPECT_EQ(message->attachments[1].data->size(), 256U);
    const auto schedule = ada->read_message(0, 1);
    EXPECT_EQ(schedule->attachments.at(0).name, "ADA.SC2");
    EXPECT_EQ(schedule->attachments.at(0).data->size(), 187U);
    EXPECT_EQ(count(ada->findings(), MessageId::migration_schedule_attached), 1U);
    EXPECT_EQ(ada->read_message(2, 0)->body, "Caf\xC3\xA9 at noon?\r\n");

    const auto books = ada->address_books();
    ASSERT_EQ(books->size(), 1U);
    const auto& entries = books->at(0).entries;
    ASSERT_EQ(entries.size(), 3U);  // one is only in the group
    EXPECT_EQ(entries[0].address, "charles@example.org");
    EXPECT_EQ(entries[0].comment, "engine builder");
    EXPECT_EQ(entries[1].members, (std::vector<std::string>{entries[0].id, entries[2].id}));
    EXPECT_TRUE(entries[2].only_in_group);

    const auto everybody = *(*source)->open_mailbox(1);
    EXPECT_TRUE(everybody->mailbox().shared);
    ASSERT_EQ(everybody->folders().size(), 2U);
    EXPECT_EQ(everybody->folders()[1].role, model::FolderRole::shared);
    EXPECT_EQ(everybody->read_message(1, 0)->attachments.at(0).name, "memo.txt");
    EXPECT_EQ(count(ada->findings(), MessageId::migration_schedule_attached), 1U);
    EXPECT_EQ(ada->findings().total(), 1U);
}

TEST_F(MigrationSourceTest, B46WhatIsBrokenIsNamedAndTheRestIsRead) {
    write_set("MAILMESSAGE,MS:A/B/C\r\n" + std::string(kHeading) +
                  "Inbox,,,,,good,,,,,,#SET.SEC(50)\r\n"
                  "Inbox,,,,,\"open,,,,,,#SET.SEC(50)\r\n"
                  "Inbox,,,,,nowhere,19950231000000,,,,,#SET.SEC(51)\r\n"
                  "Inbox,,,,,no file,,,,,,#OTHER.SEC(50)\r\n"
                  "Inbox,,,,,text,,,,,,text\r\n"
                  "Inbox,,,,,cut,,,,,,#SET.SEC(77)\r\n"
                  "Inbox,,,,,no text,,,,,,,0,0\r\n\r\n"
                  "odd\r\n\r\nMAILMESSAGE,MS:A/B/D\r\nno,columns\r\nx\r\n",
              "Body,4,,TRUE,,,\r\ngood\r\n"
              "    Body,99,,TRUE,,,\r\nhalf");
    const auto source = open_source(path("SET.PKL"), {});
    ASSERT_TRUE(source.has_value()) << source.error().describe();
    const Findings& findings = (*source)->findings();
    EXPECT_EQ(count(findings, MessageId::migration_row_unreadable), 3U);
    EXPECT_EQ(count(findings, MessageId::migration_section_unreadable), 1U);
    EXPECT_EQ(count(findings, MessageId::migration_field_count), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::migration_section_unreadable);
    ASSERT_EQ((*source)->mailbox_count(), 1U);
    const auto mailbox = *(*source)->open_mailbox(0);
    ASSERT_EQ(mailbox->message_count(0), 5U);
    EXPECT_EQ(mailbox->read_message(0, 0)->body, "good");
    EXPECT_EQ(mailbox->read_message(0, 1)->subject, "nowhere");
    EXPECT_FALSE(mailbox->read_message(0, 2)->body.has_value());
    EXPECT_EQ(mailbox->read_message(0, 3)->body, "half");
    EXPECT_EQ(mailbox->read_message(0, 4)->subject, "no text");
    EXPECT_EQ(count(mailbox->findings(), MessageId::migration_pointer_broken), 2U);
    EXPECT_EQ(count(mailbox->findings(), MessageId::migration_value_ignored), 1U);
    EXPECT_EQ(count(mailbox->findings(), MessageId::migration_data_cut), 1U);

    EXPECT_EQ((*source)->refused_rows(), "MAILMESSAGE,MS:A/B/C\r\n" + std::string(kHeading) +
                                             "Inbox,,,,,\"open,,,,,,#SET.SEC(50)\r\n"
                                             "Inbox,,,,,text,,,,,,text\r\nodd\r\n\r\n");
}

TEST_F(MigrationSourceTest, WhoseSectionsTheyAreDoesNotDependOnCaseOrPrefix) {
    const std::string row = "Inbox,,,,,one,,,,,,\r\n\r\n";
    write_set("MAILMESSAGE,migrate:MS:A/B/C\r\n" + std::string(kHeading) + row + "MAILMESSAGE,MS:a/b/c\r\n" + kHeading +
                  "INBOX,,,,,two,,,,,,\r\n,,,,,three,,,,,,\r\n\r\nMAILMESSAGE,PublicMessage\r\n" + kHeading +
                  "Inbox,,,,,public,,,,,,\r\n\r\nMAILMESSAGE,SMTP:d@example.org\r\n" + kHeading + row,
              "");
    const auto source = open_source(path(), {});
    ASSERT_TRUE(source.has_value()) << source.error().describe();
    ASSERT_EQ((*source)->mailbox_count(), 3U);
    const auto one = *(*source)->open_mailbox(0);
    ASSERT_EQ(one->folders().size(), 1U);
    EXPECT_EQ(one->message_count(0), 3U);
    EXPECT_EQ((*(*source)->open_mailbox(1))->mailbox().address, "SMTP:d@example.org");
    const auto everybody = *(*source)->open_mailbox(2);
    EXPECT_TRUE(everybody->mailbox().shared);
    EXPECT_EQ(everybody->folders().at(0).role, model::FolderRole::shared);
}

TEST_F(MigrationSourceTest, B22TheCodePageOfTheSetDecides) {
    write_set(
        "MAILMESSAGE,MS:A/B/C\r\n" + std::string(kHeading) + "\"\x83\x5C\",,,,,\x93\xFA\x96\x7B,,,,,,#SET.SEC(50)\r\n",
        "Body,5,,FALSE,,,\r\n\x93\xFA\x96\x7Bx\r\nAttachment,1,,TRUE,\x93\xFA.txt,4,None\r\n!\r\n", "932");
    const auto source = open_source(path(), {});
    ASSERT_TRUE(source.has_value()) << source.error().describe();
    const auto mailbox = *(*source)->open_mailbox(0);
    // The second byte of the folder's letter is a backslash elsewhere.
    EXPECT_EQ(mailbox->folders().at(0).path, std::vector<std::string>{"ソ"});
    const auto message = mailbox->read_message(0, 0);
    EXPECT_EQ(message->subject, "日本");
    EXPECT_EQ(message->body, "日本x");
    EXPECT_EQ(message->attachments.at(0).name, "日.txt");
    EXPECT_EQ(message->attachments.at(0).position, 2U);

    const auto other = open_source(path(), {.code_page = 1252});
    EXPECT_EQ((*(*other)->open_mailbox(0))->read_message(0, 0)->body, "\xE2\x80\x9C\xC3\xBA\xE2\x80\x93{x");
    write_set("", "", "4711");
    EXPECT_EQ(open_source(path(), {}).error().code, Errc::unsupported);
    EXPECT_TRUE(open_source(path(), {.code_page = 850}).has_value());
}

TEST_F(MigrationSourceTest, EntriesOfDirectories) {
    write_set(
        "DIRECTORY\r\nObj-Class,Mode,Directory Name,Display-Name,Home-Server,E-mail Addresses,Members,Company\r\n"
        "mailbox,create,ada,Ada Byron,~SERVER,\"SMTP:ada@example.org%MS:A/B/ADA\",,\"One\\%Two\"\r\n"
        "dl,create,team,The Team,,,Recipients/cn=ada%Recipients/cn=bob,\r\n"
        "printer,create,lp,,,,,\r\n"
        "mailbox,create,,,,,,\r\n\r\nMAILMESSAGE,MS:a/b/ada\r\n" +
            std::string(kHeading),
        "");
    const auto source = open_source(path(), {});
    ASSERT_TRUE(source.has_value()) << source.error().describe();
    EXPECT_EQ(count((*source)->findings(), MessageId::migration_row_unreadable), 2U);
    const model::Directory& directory = (*source)->directories().at(0);
    ASSERT_EQ(directory.accounts.size(), 1U);
    const model::DirectoryAccount& ada = directory.accounts[0];
    EXPECT_EQ(ada.mailbox, "ADA");
    EXPECT_EQ(ada.address, "MS:A/B/ADA");
    EXPECT_EQ(ada.internet, "ada@example.org");
    ASSERT_EQ(ada.details.size(), 1U);
    EXPECT_EQ(ada.details[0].label, "Company");
    EXPECT_EQ(ada.details[0].value, "One%Two");
    ASSERT_EQ(directory.groups.size(), 1U);
    EXPECT_EQ(directory.groups[0].members, (std::vector<std::string>{"ada", "bob"}));
    // A section without rows is a mailbox all the same.
    ASSERT_EQ((*source)->mailbox_count(), 1U);
    EXPECT_EQ((*(*source)->open_mailbox(0))->mailbox().display_name, "Ada Byron");
}

TEST_F(MigrationSourceTest, ManyOfEverythingTakesNoLongerThanItIs) {
    std::string primary;
    for (int i = 0; i < 3000; ++i) {
        const std::string number = std::to_string(i);
        primary += "MAILMESSAGE,MS:A/B/U" + number + "\r\nFolder,Body\r\nF" + number + ",\r\n\r\n";
        primary += "MAILMESSAGE,MS:A/B/ALL\r\nFolder,Body\r\n\"F" + number + "\\x\",#SET.SEC(50)\r\n\r\n";
        primary += "PAB,MS:A/B/ALL\r\nObj-class,Display-Name\r\nentry,Same\r\n\r\n";
    }
    std::string path_text = "x";
    for (int i = 0; i < 5000; ++i) path_text += "\\x";
    primary += "MAILMESSAGE,MS:A/B/DEEP\r\nFolder,Body\r\n\"" + path_text + "\",\r\n";
    std::string sections = "Body,0,,FALSE,,,\r\n\r\n";
    for (int i = 0; i < 6000; ++i) sections += "Attachment,0,,FALSE,a,-1,\r\n\r\n";
    write_set(primary, sections);
    const auto source = open_source(path(), {});
    ASSERT_TRUE(source.has_value()) << source.error().describe();
    ASSERT_EQ((*source)->mailbox_count(), 3002U);
    const auto all = *(*source)->open_mailbox(1);
    EXPECT_EQ(all->folders().size(), 6000U);
    EXPECT_EQ(all->read_message(1, 0)->attachments.size(), exchange::kMostDataSections - 1);
    EXPECT_EQ(count(all->findings(), MessageId::migration_data_cut), 1U);
    EXPECT_EQ(all->address_books()->size(), 3000U);
    const auto deep_one = *(*source)->open_mailbox(3001);
    ASSERT_EQ(deep_one->folders().size(), kDeepestFolder);
    EXPECT_EQ(deep_one->folders().back().path.back().size(), 2U * (5001U - kDeepestFolder) + 1U);
}

TEST_F(MigrationSourceTest, RowsBehindATitleThatIsBrokenBelongToNobodyElse) {
    write_set("MAILMESSAGE,MS:A/B/C\r\n" + std::string(kHeading) +
                  "Inbox,,,,,one,,,,,,#SET.SEC(50)\r\n\r\nMAI\x01MESSAGE\r\n" + kHeading +
                  "Inbox,,,,,two,,,,,,#SET.SEC(74)\r\n",
              "Body,5,,TRUE,,,\r\nfirst\r\nBody,6,,TRUE,,,\r\nsecond\r\n");
    const auto source = open_source(path(), {});
    ASSERT_TRUE(source.has_value()) << source.error().describe();
    ASSERT_EQ((*source)->mailbox_count(), 1U);
    EXPECT_EQ((*(*source)->open_mailbox(0))->message_count(0), 1U);
    EXPECT_EQ(count((*source)->findings(), MessageId::migration_title_lost), 1U);

    const auto dug = open_source(path(), {.dig = true});
    ASSERT_EQ((*dug)->mailbox_count(), 2U);
    const auto lost = *(*dug)->open_mailbox(1);
    EXPECT_EQ(lost->mailbox().name, "recovered");
    const auto message = lost->read_message(0, 0);
    ASSERT_TRUE(message.has_value());
    EXPECT_EQ(message->subject, "two");
    EXPECT_EQ(message->body, "second");
    EXPECT_TRUE(message->recovered.uncertain());
}

TEST_F(MigrationSourceTest, ALengthThatReachesIntoAnotherMessageIsNoticed) {
    const std::string rows = "MAILMESSAGE,MS:A/B/C\r\n" + std::string(kHeading) +
                             "Inbox,,,,,one,,,,,,#SET.SEC(50)\r\nInbox,,,,,two,,,,,,#SET.SEC(76)\r\n";
    write_set(rows, "Body,25,,TRUE,,,\r\nfirs\r\n\r\nBody,6,,TRUE,,,\r\nsecond\r\n");
    const auto source = open_source(path(), {});
    ASSERT_TRUE(source.has_value()) << source.error().describe();
    const auto mailbox = *(*source)->open_mailbox(0);
    EXPECT_FALSE(mailbox->read_message(0, 0)->body.has_value());
    EXPECT_EQ(count(mailbox->findings(), MessageId::migration_pointers_overlap), 0U + 1U);
    write_set(rows, "Body,5,,TRUE,,,\r\nfirst\r\nxxBody,6,,TRUE,,,\r\nsecond\r\n");
    const auto other = open_source(path(), {});
    const auto again = *(*other)->open_mailbox(0);
    EXPECT_EQ(again->read_message(0, 0)->body, "first");
    EXPECT_EQ(count(again->findings(), MessageId::migration_length_leads_nowhere), 1U);
}

TEST_F(MigrationSourceTest, OneFileOfASetIsEnoughForRecovery) {
    write_set("MAILMESSAGE,MS:A/B/C\r\n" + std::string(kHeading) + "Inbox,,,,,one,,,,,,#SET.SEC(50)\r\n",
              "Body,5,,TRUE,,,\r\nfirst\r\n");
    fs::remove(directory_ / "SET.PKL");
    write("ADA.SC2", "SCHEDULE+2 EXPORT VERSION 103\r\n");
    for (const char* name : {"", "set.pri", "SET.SEC"}) {
        EXPECT_EQ(open_source(path(name), {}).error().code, Errc::bad_magic) << name;
        const auto source = open_source(path(name), {.dig = true});
        ASSERT_TRUE(source.has_value()) << name << source.error().describe();
        EXPECT_EQ(count((*source)->findings(), MessageId::recover_set_files_found), 1U) << name;
        EXPECT_EQ((*(*source)->open_mailbox(0))->read_message(0, 0)->body, "first") << name;
    }
    // The Schedule+ file is nobody's.
    const auto source = open_source(path(), {.dig = true});
    ASSERT_EQ((*source)->mailbox_count(), 2U);
    EXPECT_EQ((*(*source)->open_mailbox(1))->read_message(0, 0)->attachments.at(0).name, "ADA.SC2");
    fs::remove(directory_ / "set.pri");
    const auto texts = open_source(path("SET.SEC"), {.dig = true});
    ASSERT_EQ((*texts)->mailbox_count(), 1U);
    const auto lost = *(*texts)->open_mailbox(0);
    EXPECT_EQ(lost->folders().back().path, (std::vector<std::string>{"Recovered", "SET.SEC"}));
    EXPECT_EQ(lost->read_message(1, 0)->body, "first");
}

TEST_F(MigrationSourceTest, FilesThatAreNotThereAreNamed) {
    write("SET.PKL", "1252\r\n\r\nFilename,Filetype\r\nA.PRI,Primary\r\nA.SEC,Secondary\r\nodd\r\n");
    const auto source = open_source(path("SET.PKL"), {});
    ASSERT_TRUE(source.has_value());
    EXPECT_EQ(count((*source)->findings(), MessageId::migration_file_missing), 2U);
    EXPECT_EQ(count((*source)->findings(), MessageId::migration_list_line), 1U);
    EXPECT_EQ((*source)->mailbox_count(), 0U);
    write("SECOND.PKL", test_files::content_of(directory_ / "SET.PKL"));
    EXPECT_EQ(open_source(path(), {}).error().code, Errc::usage);
    EXPECT_TRUE(open_source(path("SECOND.PKL"), {}).has_value());
}

}  // namespace
}  // namespace restante::sources::migration
