#include "formats/csv/csv_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace restante::csv {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view text) {
    Rows rows;
    Reader reader(text);
    for (;;) {
        auto record = reader.next();
        EXPECT_TRUE(record.has_value()) << record.error().what;
        if (!record || !*record) return rows;
        rows.push_back((*record)->fields);
    }
}

struct Case {
    const char* name;
    std::string_view text;
    Rows rows;
};

const Case kCases[] = {
    {"nothing", "", {}},
    {"plain", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
    {"no line end at the end", "a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
    {"CR only", "a,b\rc,d\r", {{"a", "b"}, {"c", "d"}}},
    {"empty fields", ",\n,,\n", {{"", ""}, {"", "", ""}}},
    {"blank line", "a\n\nb\n", {{"a"}, {""}, {"b"}}},
    {"quotes", "\"a,b\",\"c\"\"d\"\n", {{"a,b", "c\"d"}}},
    {"line end in quotes", "\"a\r\nb\",c\n", {{"a\r\nb", "c"}}},
    {"quote inside a plain field", "a\"b,c\n", {{"a\"b", "c"}}},
    {"semicolons", "a;b,c\nd;e\n", {{"a;b", "c"}, {"d;e"}}},
    {"more semicolons", "a;b;c,d\n1;2;3\n", {{"a", "b", "c,d"}, {"1", "2", "3"}}},
    {"tabs", "a\tb\n1\t2\n", {{"a", "b"}, {"1", "2"}}},
    {"named separator", "sep=;\r\na,b;c\r\n", {{"a,b", "c"}}},
    {"quoted empty", "\"\"\n", {{""}}},
};

TEST(CsvReader, Records) {
    for (const Case& one : kCases) {
        SCOPED_TRACE(one.name);
        EXPECT_EQ(rows_of(one.text), one.rows);
    }
}

TEST(CsvReader, LinesAreCounted) {
    Reader reader("a\n\"b\nc\"\r\nd\n");
    EXPECT_EQ((*reader.next())->line, 1U);
    EXPECT_EQ((*reader.next())->line, 2U);
    EXPECT_EQ((*reader.next())->line, 4U);
    EXPECT_FALSE(reader.next()->has_value());
}

struct Bad {
    const char* name;
    std::string text;
    Errc code;
    std::uint64_t line;
};

TEST(CsvReader, BadInputNamesItsLine) {
    const Bad cases[] = {
        {"open quote", "a\n\"b\nc\n", Errc::bad_value, 2},
        {"text behind a quote", "a\n\"b\"c\n", Errc::bad_value, 2},
        {"NUL", std::string("a\nb\0c\n", 6), Errc::bad_value, 2},
        {"a megabyte in one line", "a\n" + std::string(1'000'000, 'x') + "\n", Errc::too_large, 2},
        {"a megabyte in quotes", "a\n\"" + std::string(1'000'000, 'x') + "\"\n", Errc::too_large, 2},
        {"too many fields", "a\n" + std::string(300, ',') + "\n", Errc::too_large, 2},
    };
    for (const Bad& one : cases) {
        SCOPED_TRACE(one.name);
        Reader reader(one.text);
        ASSERT_TRUE(reader.next().has_value());
        const auto record = reader.next();
        ASSERT_FALSE(record.has_value());
        EXPECT_EQ(record.error().code, one.code);
        EXPECT_EQ(record.error().offset, one.line);
    }
}

TEST(CsvReader, Encodings) {
    EXPECT_EQ(*to_utf8("\xEF\xBB\xBF\xC3\xA4"), "\xC3\xA4");
    EXPECT_EQ(*to_utf8(std::string_view("\xFF\xFE\xE4\x00\x3D\xD8\x00\xDE", 8)), "\xC3\xA4\xF0\x9F\x98\x80");
    EXPECT_EQ(*to_utf8(std::string_view("\xFE\xFF\x00\xE4\x20\xAC", 6)), "\xC3\xA4\xE2\x82\xAC");
    EXPECT_EQ(encoding_of("\xE4"), Encoding::other);
    for (const std::string_view bad :
         {std::string_view("\xFF\xFE\x41", 3), std::string_view("\xFF\xFE\x3D\xD8", 4),
          std::string_view("\xFF\xFE\x00\xDE", 4), std::string_view("\xFF\xFE\x3D\xD8\x41\x00", 6)})
        EXPECT_FALSE(to_utf8(bad).has_value());
}

RC_GTEST_PROP(CsvReader, WhatIsWrittenReadsBack, (std::vector<std::string> fields)) {
    RC_PRE(!fields.empty() && fields.size() < 20);
    for (std::string& field : fields) std::erase(field, '\0');
    RC_PRE(!fields.front().starts_with("sep="));
    const std::string text = "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t\r\n" + record_text(fields) + "\r\n";
    Reader reader(text);
    RC_ASSERT(reader.next().has_value());
    const auto record = reader.next();
    RC_ASSERT(record.has_value() && record->has_value());
    RC_ASSERT((*record)->fields == fields);
}

}  // namespace
}  // namespace restante::csv
