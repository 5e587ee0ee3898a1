#include "formats/exchange/message_row.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "formats/exchange/primary_file.h"

namespace restante::exchange {
namespace {

PrimarySection section_of_messages() {
    PrimarySection section;
    section.kind = SectionKind::messages;
    section.columns.assign(message_columns().begin(), message_columns().end());
    return section;
}

TEST(MessageRow, ComesBack) {
    MessageRow row;
    row.folder = {"Projects", "1995: 50%"};
    row.sender = Recipient{"Smith, Mary", "MS", "NETA/POB/MARY"};
    row.to = {{"Ada; \"Countess\"", "X400", "c=UK;a= ;s=Ada"}, {"Somebody", "", ""}};
    row.cc = {{"#1", "SMTP", "one@example.org"}};
    row.bcc = {{"Two", "", ""}, {"Two", "", ""}};
    row.subject = "#SAMPLE.SEC(50)";
    row.sent = LocalTime{1995, 2, 28, 23, 59, 58};
    row.priority = -1;
    row.unread = true;
    row.unsent = false;
    row.body = SectionPointer{"ADA.SEC", 1234};
    bool changed = false;
    std::vector<std::string> texts = message_row_texts(row, changed);
    ASSERT_EQ(texts.size(), message_columns().size());
    EXPECT_FALSE(changed);
    for (std::size_t i = 0; i + 1 < texts.size(); ++i) texts[i] = row_field(texts[i]);
    const auto fields = read_row(joined_row(texts));
    ASSERT_TRUE(fields.has_value());
    const auto read = read_message_row(section_of_messages(), *fields, {});
    ASSERT_TRUE(read.has_value()) << read.error().what;
    EXPECT_EQ(read->row, row);
    EXPECT_TRUE(read->ignored.empty());
}

TEST(MessageRow, Q233325WhatAColumnDoesNotAllowIsTakenAsEmptyAndNamed) {
    const auto fields = read_row("Inbox,A,,,,S,19950231000000,1995,5,YES,no,");
    const auto read = read_message_row(section_of_messages(), *fields, {});
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->ignored, (std::vector<std::string>{"Send-Date 19950231000000", "Received-Date 1995", "Priority 5",
                                                       "Unread YES", "Unsent no"}));
    EXPECT_FALSE(read->row.sent || read->row.received || read->row.priority || read->row.unread || read->row.unsent);
}

TEST(MessageRow, LongFieldsStandElsewhere) {
    const auto fields = read_row("Inbox,A,#X.SEC(50),#X.SEC(99),,S,,,,,,#X.SEC(200)");
    const auto read =
        read_message_row(section_of_messages(), *fields, [](const SectionPointer& pointer) -> Result<std::string> {
            if (pointer.offset == 50) return "One;Two [FAX:a\rb\r]";
            return fail(Errc::not_found, "nothing is there");
        });
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->row.to, (std::vector<Recipient>{{"One", "", ""}, {"Two", "FAX", "a\rb\r"}}));
    EXPECT_TRUE(read->row.cc.empty());
    EXPECT_EQ(read->ignored, std::vector<std::string>{"Cc #X.SEC(99): nothing is there"});
}

TEST(MessageRow, Times) {
    EXPECT_EQ(read_migration_time("20240229235959"), (LocalTime{2024, 2, 29, 23, 59, 59}));
    EXPECT_EQ(migration_time({1601, 1, 1, 0, 0, 0}), "16010101000000");
    for (const char* none :
         {"", "2024022923595", "2024022923595x", "20230229000000", "00000000000000", "16000101000000"})
        EXPECT_FALSE(read_migration_time(none).has_value()) << none;
}

}  // namespace
}  // namespace restante::exchange
