#include "formats/exchange/migration_row.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace restante::exchange {
namespace {

using Texts = std::vector<std::string>;

Texts texts_of(std::string_view line) {
    Texts texts;
    const auto row = read_row(line);
    EXPECT_TRUE(row.has_value()) << line << ": " << (row ? "" : row.error().what);
    if (!row) return texts;
    for (const RowField& field : *row) texts.push_back(field.text);
    return texts;
}

TEST(MigrationRow, FieldsComeApart) {
    const std::vector<std::pair<std::string, Texts>> cases = {
        {"", {""}},
        {"a,b", {"a", "b"}},
        {",", {"", ""}},
        {"a,\"b, c\",", {"a", "b, c", ""}},
        {"\"say \"\"hi\"\"\"", {"say \"hi\""}},
        {" a , \"b\" ,c", {"a", "b", "c"}},
        {"it's 5\" wide,x", {"it's 5\" wide", "x"}},
        {"\"a@x\";\"b,@y\",c", {"\"a@x\";\"b,@y\"", "c"}},
        {"\"SMTP:a@x;\"\"X400:C=US;A= ;S=Lee\"\"\"", {"SMTP:a@x;\"X400:C=US;A= ;S=Lee\""}},
    };
    for (const auto& [line, wanted] : cases) EXPECT_EQ(texts_of(line), wanted) << line;
}

TEST(MigrationRow, Q154099TextBehindAClosingQuoteIsNoRow) {
    struct Case {
        const char* line;
        std::uint64_t offset;
    };
    for (const Case& one : {Case{"a,\"b\"c", 5}, Case{"\"never closed, x", 0}, Case{"a,\"b\";\"c", 6}}) {
        const auto row = read_row(one.line);
        ASSERT_FALSE(row.has_value()) << one.line;
        EXPECT_EQ(row.error().code, Errc::bad_value);
        EXPECT_EQ(row.error().offset, one.offset) << one.line;
    }
    EXPECT_EQ(read_row(std::string_view("a\0b", 3)).error().offset, 1U);
    EXPECT_EQ(read_row(std::string(kMostRowFields, ',')).error().code, Errc::too_large);
}

TEST(MigrationRow, PointersAreNeverQuoted) {
    EXPECT_EQ(pointer_in(read_row("#SAMPLE.SEC(50)")->at(0)), (SectionPointer{"SAMPLE.SEC", 50}));
    EXPECT_EQ(pointer_text({"A.SEC", 7}), "#A.SEC(7)");
    for (const char* none : {"\"#SAMPLE.SEC(50)\"", "SAMPLE.SEC(50)", "#SAMPLE.SEC", "#(50)", "#A.SEC(5x)", "#A.SEC()",
                             "#A.SEC(99999999999999999999999)", "#A.SEC(-1)"})
        EXPECT_FALSE(pointer_in(read_row(none)->at(0)).has_value()) << none;
}

TEST(MigrationRow, WhatMeansSomethingIsQuoted) {
    for (const char* text : {"#1", "wow!", "a,b", "a\\b", "50%", "v1.0", "a;b", " a", "a "})
        EXPECT_EQ(row_field(text), "\"" + std::string(text) + "\"");
    EXPECT_EQ(row_field("5\" wide"), "\"5\"\" wide\"");
    EXPECT_EQ(row_field("Lunch"), "Lunch");
}

TEST(MigrationRow, ListsComeApart) {
    EXPECT_EQ(split_list("Mary Smith;Charles [SMTP:c@x]"), (Texts{"Mary Smith", "Charles [SMTP:c@x]"}));
    EXPECT_EQ(split_list("\"a@x\";\"b;@y\""), (Texts{"a@x", "b;@y"}));
    EXPECT_EQ(split_list("SMTP:a@x;\"X400:C=US;A= ;S=Lee\""), (Texts{"SMTP:a@x", "X400:C=US;A= ;S=Lee"}));
    EXPECT_EQ(split_list(" a ; ;b; "), (Texts{"a", "b"}));
    EXPECT_EQ(split_list(""), Texts{});
    EXPECT_EQ(split_list("\"open"), (Texts{"\"open"}));
}

std::string without_control(std::string text) {
    std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < ' '; });
    return text;
}

RC_GTEST_PROP(MigrationRow, ComesBack, (std::vector<std::string> values)) {
    if (values.empty()) values.emplace_back();
    Texts fields;
    for (std::string& value : values) {
        value = without_control(value);
        fields.push_back(row_field(value));
    }
    RC_ASSERT(texts_of(joined_row(fields)) == values);
}

RC_GTEST_PROP(MigrationRow, ListsComeBack, (std::vector<std::string> values)) {
    for (std::string& value : values) value = without_control(value);
    std::erase(values, "");
    RC_ASSERT(split_list(joined_list(values)) == values);
    // In a row, too.
    const auto row = read_row(row_field(joined_list(values)));
    RC_ASSERT(row.has_value());
    RC_ASSERT(split_list(row->at(0).text) == values);
}

}  // namespace
}  // namespace restante::exchange
