#include "formats/exchange/row_salvage.h"

#include <gtest/gtest.h>

#include <string>

namespace restante::exchange {
namespace {

TEST(RowSalvage, WhatIsBeforeAndBehindTheDamageIsKept) {
    const auto row = salvaged_row(
        "Inbox,Mary [MS:A/B/MARY],Ann;Bob,,,\"Files, as asked,19951004091500,19951004091630,1,TRUE,FALSE,#A.SEC(50)");
    ASSERT_TRUE(row.has_value());
    EXPECT_TRUE(row->front && row->back);
    EXPECT_EQ(row->row.folder, std::vector<std::string>{"Inbox"});
    EXPECT_EQ(row->row.sender, (Recipient{"Mary", "MS", "A/B/MARY"}));
    EXPECT_EQ(row->row.to.size(), 2U);
    EXPECT_EQ(row->row.subject, "");
    EXPECT_EQ(row->row.sent, (LocalTime{1995, 10, 4, 9, 15, 0}));
    EXPECT_EQ(row->row.priority, 1);
    EXPECT_EQ(row->row.body, (SectionPointer{"A.SEC", 50}));
}

TEST(RowSalvage, WhatIsNotCertainIsAbsent) {
    struct Case {
        const char* line;
        bool there, front, back;
    };
    const Case cases[] = {
        {"Inbox,a,b,,,\"x,19951004091500,,,,,#A.SEC(50)", true, true, true},
        {"\"Inbox,a,b,,,x,19951004091500,,,,,#A.SEC(50)", true, false, true},
        {"Inbox,a,b,,,\"x,1995100409150x,,,,,#A.SEC(50)", true, true, false},
        {"ject,19951004091500,,0,TRUE,,#A.SEC(7)", true, false, true},
        {"x,#A.SEC(7)", true, false, false},
        {"Inbox,a,b,,,x,,,,,,#A.SEC(7", false, false, false},
        {"Inbox,a,b,,,x,,,,,,#A.SEC(7)x", false, false, false},
        {"Inbox,a,b,,,x,,,,,,", false, false, false},
        {"", false, false, false},
    };
    for (const Case& one : cases) {
        const auto row = salvaged_row(one.line);
        ASSERT_EQ(row.has_value(), one.there) << one.line;
        if (!row) continue;
        EXPECT_EQ(row->front, one.front) << one.line;
        EXPECT_EQ(row->back, one.back) << one.line;
        EXPECT_EQ(row->row.body->file, "A.SEC");
    }
    const std::string nul("Inbox\0,#A.SEC(7)", 16);
    EXPECT_FALSE(salvaged_row(nul).has_value());
}

TEST(RowSalvage, TwoHundredCommasInTheFirstFieldsAreEnough) {
    for (const std::size_t commas : {195U, 196U}) {
        const std::string in_front = "Inbox,Mary [MS:A/B/MARY],\"" + std::string(commas, ',') + "\",,,";
        const auto row = salvaged_row(in_front + "\"Files,19951004091500,,,,,#A.SEC(50)");
        ASSERT_TRUE(row.has_value());
        EXPECT_EQ(row->front, commas == 195) << commas;
    }
}

TEST(RowSalvage, ManyCommasTakeNoLongTime) {
    EXPECT_TRUE(salvaged_row("\"" + std::string(1'000'000, ',') + ",#A.SEC(1)").has_value());
}

}  // namespace
}  // namespace restante::exchange
