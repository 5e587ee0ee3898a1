#include "formats/exchange/primary_file.h"

#include <gtest/gtest.h>

#include "base/file_content_test.h"
#include "formats/exchange/address_book_row.h"
#include "formats/exchange/message_row.h"
#include "formats/exchange/multi_value.h"

namespace restante::exchange {
namespace {

const CodePage& windows() {
    static const CodePage page = *CodePage::numbered(1252);
    return page;
}

Result<std::string> no_text(const SectionPointer&) { return fail(Errc::not_found, "there is none"); }

std::vector<RowField> fields_of(std::string_view text, const PrimarySection& section, std::size_t row) {
    std::size_t unmappable = 0;
    auto fields = row_at(as_bytes(text), windows(), section, section.rows.at(row), unmappable);
    EXPECT_TRUE(fields.has_value());
    return fields ? std::move(*fields) : std::vector<RowField>{};
}

TEST(PrimaryFile, OfTheSample) {
    const std::string text = test_files::content_of(RESTANTE_TESTS "/samples/migration/SAMPLE.PRI");
    const PrimaryFile file = read_primary_file(as_bytes(text), windows());
    EXPECT_TRUE(file.problems.empty());
    ASSERT_EQ(file.sections.size(), 4U);

    const PrimarySection& directory = file.sections[0];
    EXPECT_EQ(directory.kind, SectionKind::directory);
    EXPECT_EQ(directory.title.line, 2U);
    ASSERT_EQ(directory.rows.size(), 1U);
    const auto entry = fields_of(text, directory, 0);
    EXPECT_EQ(split_values(entry.at(directory.column("secondary-proxy-addresses")).text),
              (std::vector<std::string>{"migrate:MS:NETA/POB/ADA", "MS:NETA/POB/ADA"}));

    const PrimarySection& book = file.sections[1];
    EXPECT_EQ(book.kind, SectionKind::address_book);
    EXPECT_EQ(book.owner, "MS:NETA/POB/ADA");
    ASSERT_EQ(book.rows.size(), 2U);
    const auto person = read_address_book_row(book, fields_of(text, book, 0), no_text);
    ASSERT_TRUE(person.has_value());
    EXPECT_EQ(person->row.name, "Charles");
    EXPECT_EQ(person->row.address, (TypedAddress{"SMTP", "charles@example.org"}));
    EXPECT_EQ(person->row.note, "engine builder");
    using Details = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(person->row.details, (Details{{"First", "Charles"}}));
    const auto group = read_address_book_row(book, fields_of(text, book, 1), no_text);
    ASSERT_TRUE(group.has_value());
    EXPECT_TRUE(group->row.group);
    EXPECT_EQ(group->row.members,
              (std::vector<TypedAddress>{{"SMTP", "charles@example.org"}, {"MS", "NETA/POB/MARY"}}));
    EXPECT_EQ(group->row.note, "friends");

    const PrimarySection& mail = file.sections[2];
    EXPECT_EQ(mail.kind, SectionKind::messages);
    EXPECT_FALSE(mail.public_folders);
    ASSERT_EQ(mail.rows.size(), 3U);
    const auto first = read_message_row(mail, fields_of(text, mail, 0), no_text);
    ASSERT_TRUE(first.has_value());
    MessageRow wanted;
    wanted.folder = {"Inbox"};
    wanted.sender = Recipient{"Mary Smith", "MS", "NETA/POB/MARY"};
    wanted.to = {{"Ada Byron", "", ""}};
    wanted.subject = "Files, as asked";
    wanted.sent = LocalTime{1995, 10, 4, 9, 15, 0};
    wanted.received = LocalTime{1995, 10, 4, 9, 16, 30};
    wanted.priority = 1;
    wanted.unread = true;
    wanted.unsent = false;
    wanted.body = SectionPointer{"SAMPLE.SEC", 50};
    EXPECT_EQ(first->row, wanted);
    EXPECT_TRUE(first->ignored.empty());
    const auto second = read_message_row(mail, fields_of(text, mail, 1), no_text);
    EXPECT_EQ(second->row.folder, (std::vector<std::string>{"Projects", "1995"}));
    EXPECT_EQ(second->row.to.size(), 2U);
    EXPECT_TRUE(read_message_row(mail, fields_of(text, mail, 2), no_text)->row.folder.empty());

    EXPECT_TRUE(file.sections[3].public_folders);
    EXPECT_EQ(file.sections[3].owner, "");
    EXPECT_EQ(read_message_row(file.sections[3], fields_of(text, file.sections[3], 0), no_text)->row.body,
              (SectionPointer{"SAMPLE.SEC", 742}));
}

TEST(PrimaryFile, WhatIsNoSectionIsAProblemAndTheRestIsRead) {
    const std::string text =
        "odd line\r\nanother\r\n\r\n"
        "MAILMESSAGE,MS:A/B/C\r\n\r\n"
        "mailmessage,MS:A/B/D\r\nwrong,heading\r\na,b\r\n\r\n"
        "PAB,migrate:MS:A/B/E\r\nObj-class,Display-Name,Email-Address\r\n! comment\r\nentry,X,SMTP:x@y\r\n"
        "MAILMESSAGE,publicmessage\r\nFolder,Body\r\nSocial,\r\n"
        "DIRECTORY";
    const PrimaryFile file = read_primary_file(as_bytes(text), windows());
    ASSERT_EQ(file.problems.size(), 4U);
    EXPECT_EQ(file.problems[0].place.line, 1U);
    EXPECT_EQ(file.problems[1].place.line, 4U);  // ends before its heading
    EXPECT_EQ(file.problems[2].place.line, 7U);
    EXPECT_EQ(file.problems[3].place.line, 17U);
    ASSERT_EQ(file.sections.size(), 2U);
    EXPECT_EQ(file.sections[0].owner, "MS:A/B/E");
    EXPECT_EQ(file.sections[0].rows.size(), 1U);
    EXPECT_TRUE(file.sections[1].public_folders);
}

TEST(PrimaryFile, SectionsThatLostTheirTitleOrHeadingBelongToNobodyElse) {
    const std::string heading =
        "Folder,Sender,To,Cc,Bcc,Subject,Send-Date,Received-Date,Priority,Unread,Unsent,Body\r\n";
    const std::string text = "cut\r\nrows\r\n\r\nMAILMESSAGE,MS:A/B/C\r\n" + heading +
                             "a\r\n\r\nMAILM\x01SSAGE,MS:A/B/D\r\n" + heading +
                             "b\r\n\r\nMAILMESSAGE,MS:A/B/E\r\nFo\x01\x02,Sender\r\nc\r\nMAILMESSAGE,MS:A/\x01\r\n" +
                             heading + "d\r\nDIRECTORY\r\nbroken\r\ne\r\n";
    const PrimaryFile file = read_primary_file(as_bytes(text), windows());
    ASSERT_EQ(file.sections.size(), 1U);
    EXPECT_EQ(file.sections[0].owner, "MS:A/B/C");
    EXPECT_EQ(file.sections[0].rows.size(), 2U);  // the broken title is one
    const auto lines = [&text](const PrimarySection& section) {
        std::string all;
        for (const RowPlace& row : section.rows) all += text.substr(row.offset, row.size);
        return all;
    };
    ASSERT_EQ(file.damaged.size(), 5U);
    EXPECT_TRUE(file.damaged[0].title_lost && file.damaged[0].heading_lost);
    EXPECT_EQ(lines(file.damaged[0]), "cut\r\nrows\r\n");
    EXPECT_TRUE(file.damaged[1].title_lost && !file.damaged[1].heading_lost);
    EXPECT_EQ(lines(file.damaged[1]), "b\r\n");
    EXPECT_TRUE(!file.damaged[2].title_lost && file.damaged[2].heading_lost);
    EXPECT_EQ(file.damaged[2].owner, "MS:A/B/E");
    EXPECT_EQ(file.damaged[2].column("Body"), 11U);
    EXPECT_EQ(lines(file.damaged[2]), "c\r\nMAILMESSAGE,MS:A/\x01\r\n");
    EXPECT_TRUE(file.damaged[3].title_lost);
    EXPECT_EQ(lines(file.damaged[3]), "d\r\n");
    EXPECT_TRUE(file.damaged[4].heading_lost);
    EXPECT_EQ(file.problems.size(), 5U);
}

TEST(PrimaryFile, RowsGoOnInTheNextLine) {
    const std::string text =
        "MAILMESSAGE,MS:A/B/C\r\nFolder,Subject,Body\r\nInbox,\\\\\r\nLunch,\\\\\r\n\r\nInbox,\"C:\\\\\",\r\n";
    const PrimaryFile file = read_primary_file(as_bytes(text), windows());
    ASSERT_EQ(file.sections.size(), 1U);
    const PrimarySection& section = file.sections[0];
    ASSERT_EQ(section.rows.size(), 2U);
    EXPECT_EQ(fields_of(text, section, 0).at(1).text, "Lunch");
    EXPECT_EQ(section.rows[0].line, 3U);
    EXPECT_EQ(section.rows[1].line, 6U);
    EXPECT_EQ(fields_of(text, section, 1).at(1).text, "C:\\\\");
}

TEST(PrimaryFile, B47ABackslashOfADirectorySectionNeverContinuesARow) {
    const std::string text =
        "DIRECTORY\r\nObj-Class,Mode,Comment\r\nmailbox,create,x\\\\\r\nmailbox,create,\"a\\\\b\\nc\"\r\n";
    const PrimaryFile file = read_primary_file(as_bytes(text), windows());
    ASSERT_EQ(file.sections.at(0).rows.size(), 2U);
    EXPECT_EQ(split_values(fields_of(text, file.sections[0], 0).at(2).text), std::vector<std::string>{"x\\"});
    EXPECT_EQ(split_values(fields_of(text, file.sections[0], 1).at(2).text), std::vector<std::string>{"a\\b\nc"});
}

TEST(PrimaryFile, Q174168ColumnsAreFoundByTheirNames) {
    const std::string text =
        "MAILMESSAGE,MS:A/B/C\r\nSubject,Extra,Body,Folder\r\nHello,0,#X.SEC(50),\"A\\B\",0,0\r\n"
        "Bad body,0,text,Inbox\r\nCut off,0\r\n";
    const PrimaryFile file = read_primary_file(as_bytes(text), windows());
    const PrimarySection& section = file.sections.at(0);
    const auto row = read_message_row(section, fields_of(text, section, 0), no_text);
    ASSERT_TRUE(row.has_value());
    EXPECT_EQ(row->row.subject, "Hello");
    EXPECT_EQ(row->row.folder, (std::vector<std::string>{"A", "B"}));
    EXPECT_EQ(row->row.body, (SectionPointer{"X.SEC", 50}));
    EXPECT_FALSE(row->row.sent.has_value());
    const auto bad = read_message_row(section, fields_of(text, section, 1), no_text);
    ASSERT_FALSE(bad.has_value());
    EXPECT_EQ(bad.error().code, Errc::bad_value);
    EXPECT_EQ(read_message_row(section, fields_of(text, section, 2), no_text).error().code, Errc::bad_value);
}

TEST(PrimaryFile, RowsThatFailedCanBeWrittenOut) {
    const std::string text =
        "! all\r\nMAILMESSAGE,MS:A/B/C\r\nFolder,Subject,Body\r\nInbox,one,\r\nInbox,\"two\r\nInbox,three,";
    const PrimaryFile file = read_primary_file(as_bytes(text), windows());
    const PrimarySection& section = file.sections.at(0);
    EXPECT_EQ(section_with_rows(as_bytes(text), section, {section.rows.at(1), section.rows.at(2)}),
              "MAILMESSAGE,MS:A/B/C\r\nFolder,Subject,Body\r\nInbox,\"two\r\nInbox,three,\r\n\r\n");
}

TEST(PrimaryFile, TitlesAreWritten) {
    EXPECT_EQ(section_title(SectionKind::directory, "", false), "DIRECTORY");
    EXPECT_EQ(section_title(SectionKind::address_book, "MS:A/B/C", false), "PAB,MS:A/B/C");
    EXPECT_EQ(section_title(SectionKind::messages, "SMTP:a@b.c", false), "MAILMESSAGE,\"SMTP:a@b.c\"");
    EXPECT_EQ(section_title(SectionKind::messages, "", true), "MAILMESSAGE,PublicMessages");
}

}  // namespace
}  // namespace restante::exchange
