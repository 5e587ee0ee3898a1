#include "formats/exchange/secondary_file.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>

#include "base/file_content_test.h"

namespace restante::exchange {
namespace {

const CodePage& western() {
    static const CodePage page = *CodePage::numbered(1252);
    return page;
}

ByteSourcePointer source_of(std::string_view text) {
    return std::make_shared<const MemoryBytes>(ByteVector(as_bytes(text).begin(), as_bytes(text).end()));
}

std::string data_of(const DataSection& section) {
    const auto bytes = read_all(*section.data, 1'000'000);
    EXPECT_TRUE(bytes.has_value());
    return bytes ? std::string(as_text(*bytes)) : std::string();
}

TEST(SecondaryFile, Q233054OfTheSample) {
    const auto file = source_of(test_files::content_of(RESTANTE_TESTS "/samples/migration/SAMPLE.SEC"));
    const auto first = read_data_sections(file, 50, western());
    ASSERT_TRUE(first.has_value()) << first.error().what;
    EXPECT_EQ(first->broken, "");
    ASSERT_EQ(first->list.size(), 3U);
    EXPECT_EQ(first->list[0].kind, DataKind::body);
    EXPECT_EQ(data_of(first->list[0]), "Hello Ada,\r\nplease see the two files.\r\n");
    EXPECT_FALSE(first->list[0].position.has_value());
    EXPECT_EQ(first->list[1].offset, 110U);
    EXPECT_EQ(first->list[1].name, "note.txt");
    EXPECT_EQ(first->list[1].position, 38);
    EXPECT_EQ(first->list[2].offset, 165U);
    EXPECT_EQ(first->list[2].position, -1);
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    EXPECT_EQ(data_of(first->list[2]), all);  // CR, LF, commas, quotes and # are data here

    EXPECT_EQ(data_of(read_data_sections(file, 464, western())->list.at(0)), "Caf\xE9 at noon?\r\n");
    const auto schedule = read_data_sections(file, 499, western());
    ASSERT_EQ(schedule->list.size(), 2U);
    EXPECT_EQ(schedule->list[1].offset, 519U);
    EXPECT_EQ(schedule->list[1].kind, DataKind::schedule);
    EXPECT_EQ(schedule->list[1].data->size(), 187U);
    const auto document = read_data_sections(file, 742, western());
    ASSERT_EQ(document->list.size(), 2U);
    EXPECT_EQ(document->list[1].kind, DataKind::document);
    EXPECT_EQ(document->list[1].name, "memo.txt");
    EXPECT_EQ(data_of(document->list[1]), "a free-standing document\r\n");
}

TEST(SecondaryFile, B46WhatIsNoHeaderIsAnErrorAndNeverSearchedFor) {
    const auto file = source_of(test_files::content_of(RESTANTE_TESTS "/samples/migration/SAMPLE.SEC"));
    for (const std::uint64_t offset : {0U, 51U, 73U, 100U, 300U}) {
        const auto read = read_data_sections(file, offset, western());
        ASSERT_FALSE(read.has_value()) << offset;
        EXPECT_EQ(read.error().code, Errc::bad_value) << offset;
        EXPECT_EQ(read.error().offset, offset);
    }
    for (const std::uint64_t offset : {823ULL, 5000ULL, ~0ULL})
        EXPECT_EQ(read_data_sections(file, offset, western()).error().code, Errc::truncated);
}

TEST(SecondaryFile, B46BrokenSectionsEndTheListAndNothingElse) {
    struct Case {
        const char* text;
        std::size_t sections, data;
        bool broken;
    };
    const Case cases[] = {
        {"Body,3,,TRUE,,,\r\nabc\r\n", 1, 3, false},
        {"Body,3,,TRUE,,,\r\nabc", 1, 3, false},
        {"Body,9,,TRUE,,,\r\nabc", 1, 3, true},
        {"Body,18446744073709551615,,FALSE,,,\r\nabc", 1, 3, true},
        {"Body,3,,FALSE,,,\r\nabc", 1, 3, true},
        {"Body,3,,FALSE,,,\r\nabcdefgh\r\nBody,0,,TRUE,,,\r\n", 1, 3, true},
        // Lengths that count the last line end, and those that do not.
        {"Body,5,,FALSE,,,\r\nabc\r\nBody,0,,TRUE,,,\r\n", 2, 5, false},
        {"Body,3,,FALSE,,,\r\nabc\r\nBody,0,,TRUE,,,\r\n", 2, 3, false},
        {"Body,3,,FALSE,,,\nabc\n\nBody,0,,TRUE,,,\r\n", 2, 3, false},
        // A text that looks like a header belongs to the text.
        {"Body,17,,FALSE,,,\r\nBody,0,,TRUE,,,\r\n\r\nother,0,,true,,,\r\n", 2, 17, false},
    };
    for (const Case& one : cases) {
        const auto read = read_data_sections(source_of(one.text), 0, western());
        ASSERT_TRUE(read.has_value()) << one.text;
        EXPECT_EQ(read->list.size(), one.sections) << one.text;
        EXPECT_EQ(read->list[0].data->size(), one.data) << one.text;
        EXPECT_EQ(!read->broken.empty(), one.broken) << one.text << read->broken;
    }
}

RC_GTEST_PROP(SecondaryFile, ComesBack, (std::vector<std::string> datas)) {
    if (datas.empty()) datas.emplace_back("text");
    MemorySink sink;
    SecondaryWriter writer(sink, western());
    RC_ASSERT(writer.begin().has_value());
    RC_ASSERT(writer.offset() == 50U);
    for (std::size_t i = 0; i < datas.size(); ++i) {
        DataSection section;
        section.kind = i == 0 ? DataKind::body : DataKind::attachment;
        section.length = datas[i].size();
        section.last = i + 1 == datas.size();
        section.name = "a, \"b\".txt";
        section.position = static_cast<std::int64_t>(i) - 1;
        section.macbinary = i % 2 == 1;
        RC_ASSERT(writer.begin_section(section).has_value());
        RC_ASSERT(writer.append(as_bytes(datas[i])).has_value());
        RC_ASSERT(writer.end_section().has_value());
    }
    RC_ASSERT(writer.offset() == sink.bytes().size());
    const auto read = read_data_sections(std::make_shared<const MemoryBytes>(sink.take()), 50, western());
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->broken.empty());
    RC_ASSERT(read->list.size() == datas.size());
    for (std::size_t i = 0; i < datas.size(); ++i) {
        RC_ASSERT(data_of(read->list[i]) == datas[i]);
        RC_ASSERT(read->list[i].position == static_cast<std::int64_t>(i) - 1);
        RC_ASSERT(read->list[i].macbinary == (i % 2 == 1));
        RC_ASSERT(read->list[i].name == (i == 0 ? "" : "a, \"b\".txt"));
    }
}

}  // namespace
}  // namespace restante::exchange
