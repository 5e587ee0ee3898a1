#include "formats/exchange/address_book_row.h"

#include <gtest/gtest.h>

#include "formats/exchange/primary_file.h"

namespace restante::exchange {
namespace {

PrimarySection section_of_book() {
    PrimarySection section;
    section.kind = SectionKind::address_book;
    section.columns.assign(address_book_columns().begin(), address_book_columns().end());
    return section;
}

Result<ReadAddressBookRow> read_text(const std::string& line) {
    return read_address_book_row(section_of_book(), *read_row(line), {});
}

TEST(AddressBookRow, ComesBack) {
    AddressBookRow person;
    person.name = "Byron, Ada";
    person.address = {"X400", "c=UK;a= ;s=Ada"};
    person.note = "one, two";
    person.details = {{"First", "Ada"}, {"Pager-Num", "555"}};
    AddressBookRow group;
    group.group = true;
    group.name = "Circle";
    group.members = {{"X400", "c=UK;a= ;s=Ada"}, {"SMTP", "c@d"}, {"", "By name only"}};
    for (const AddressBookRow& row : {person, group}) {
        std::vector<std::string> texts = address_book_row_texts(row);
        ASSERT_EQ(texts.size(), 24U);
        for (std::string& text : texts) text = row_field(text);
        const auto read = read_text(joined_row(texts));
        ASSERT_TRUE(read.has_value()) << read.error().what;
        EXPECT_EQ(read->row, row);
    }
}

TEST(AddressBookRow, Q214822RowsOfAnyLengthAreReadByPosition) {
    const auto read = read_text("ENTRY,Ann,SMTP:ann@example.org");
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->row.address.address, "ann@example.org");
    EXPECT_TRUE(read_text("dl,Circle,Ann;Bob,,,,,,,,,,,,,,,,,,,,,,,,,,,,").has_value());
}

TEST(AddressBookRow, NeitherPersonNorGroupIsNoRow) {
    for (const char* line : {"person,Ann,SMTP:a@b", ",Ann,SMTP:a@b", "entry", "entry,,"}) {
        const auto read = read_text(line);
        ASSERT_FALSE(read.has_value()) << line;
        EXPECT_EQ(read.error().code, Errc::bad_value);
    }
}

}  // namespace
}  // namespace restante::exchange
