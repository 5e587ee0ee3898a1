#include "formats/postoffice/records/layout.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "formats/postoffice/records/candidates.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/generated_postoffice_test.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/plain_layout.h"

namespace restante::postoffice {
namespace {

std::vector<RecordFile> all_record_files() {
    std::vector<RecordFile> files;
    for (int i = 0; i <= static_cast<int>(kLastRecordFile); ++i) files.push_back(static_cast<RecordFile>(i));
    return files;
}

TEST(Layout, RejectsWhatCannotBe) {
    const Field good{.name = "name", .offset = 2, .size = 4, .kind = FieldKind::text};
    const auto layout = [&](Field second, std::size_t record_size = 16) {
        return RecordLayout{"TEST", 0, record_size, {good, std::move(second)}};
    };
    EXPECT_TRUE(validate(layout({.name = "b", .offset = 6, .size = 10})));
    const struct {
        RecordLayout layout;
        const char* why;
    } cases[]{
        {layout({.name = "b", .offset = 6, .size = 11}), "outside the record"},
        {layout({.name = "b", .offset = 17, .size = 1}), "outside the record"},
        {layout({.name = "b", .offset = static_cast<std::size_t>(-1), .size = 2}), "outside the record"},
        {layout({.name = "b", .offset = 5, .size = 1}), "overlaps name"},
        {layout({.name = "b", .offset = 0, .size = 3}), "overlaps name"},
        {layout({.name = "name", .offset = 8, .size = 1}), "named twice"},
        {layout({.name = "", .offset = 8, .size = 1}), "has no name"},
        {layout({.name = "b", .offset = 8, .size = 0}), "size"},
        {layout({.name = "b", .offset = 8, .size = 3, .kind = FieldKind::dword}), "size"},
        {layout({.name = "b", .offset = 8, .size = 7, .kind = FieldKind::hexid_text}), "size"},
        {layout({.name = "b", .offset = 8, .size = 2, .kind = FieldKind::flag}), "size"},
        {{"TEST", 0, 0, {}}, "no possible record"},
        {{"TEST", 0, kLargestRecord + 1, {}}, "no possible record"},
    };
    for (const auto& example : cases) {
        const auto result = validate(example.layout);
        ASSERT_FALSE(result) << example.why;
        EXPECT_EQ(result.error().code, Errc::bad_value);
        EXPECT_NE(result.error().what.find(example.why), std::string::npos) << result.error().what;
    }
}

TEST(Layout, KnownOnesAreValidAndHaveTheDocumentedSizes) {
    const std::vector<std::size_t> headers{0, 0, 0, 0, 4, 4, 0, 4, 0, 0, 8, 0, 0, 0, 0};
    const std::vector<std::size_t> records{586, 69, 512, 8, 51, 128, 176, 43, 122, 4, 8, 4, 45, 53, 698};
    for (const RecordFile file : all_record_files()) {
        const RecordLayout layout = known_layout(file);
        EXPECT_TRUE(validate(layout)) << layout.name;
        EXPECT_EQ(layout.header_size, headers.at(static_cast<std::size_t>(file))) << layout.name;
        EXPECT_EQ(layout.record_size, records.at(static_cast<std::size_t>(file))) << layout.name;
    }
}

TEST(Layout, SurvivesAsPlainValue) {
    for (const RecordFile file : all_record_files()) {
        const RecordLayout layout = known_layout(file);
        EXPECT_EQ(*from_plain(to_plain(layout)), layout) << layout.name;
    }
    const PlainLayout plain{"ACCESS2", 0, 69, {{"mailbox", 1, 11, "text", "documented", 1}}};
    EXPECT_EQ(to_plain(*from_plain(plain)), plain);
}

TEST(Layout, PlainValuesAreChecked) {
    const PlainField good{.name = "mailbox", .offset = 1, .size = 11, .kind = "text"};
    const auto broken = [&](auto change) {
        PlainLayout plain{"ACCESS2", 0, 69, {good}};
        change(plain);
        return from_plain(plain).has_value();
    };
    EXPECT_TRUE(broken([](PlainLayout&) {}));
    EXPECT_FALSE(broken([](PlainLayout& plain) { plain.fields[0].offset = -1; }));
    EXPECT_FALSE(broken([](PlainLayout& plain) { plain.fields[0].size = INT64_MAX; }));
    EXPECT_FALSE(broken([](PlainLayout& plain) { plain.fields[0].kind = "words"; }));
    EXPECT_FALSE(broken([](PlainLayout& plain) { plain.fields[0].evidence = "sure"; }));
    EXPECT_FALSE(broken([](PlainLayout& plain) { plain.fields[0].live = 256; }));
    EXPECT_FALSE(broken([](PlainLayout& plain) { plain.record_size = 0; }));
    EXPECT_FALSE(broken([](PlainLayout& plain) { plain.header_size = -4; }));
    EXPECT_FALSE(broken([&](PlainLayout& plain) { plain.fields.push_back(good); }));
}

TEST(Candidates, AreValidDistinctAndHaveEveryPart) {
    for (const RecordFile file : {RecordFile::group, RecordFile::group_members, RecordFile::net_po,
                                  RecordFile::group_chain, RecordFile::name_list, RecordFile::external_users}) {
        const CandidateLayouts layouts = candidate_layouts(file);
        std::set<std::string> seen;
        std::size_t distinct = 0;
        for (std::size_t i = 0; i < count_of(layouts); ++i) {
            const RecordLayout layout = layout_number(layouts, i);
            ASSERT_TRUE(validate(layout)) << layout.name << i;
            std::string text;
            for (const Field& field : layout.fields)
                text += fmt::format("{} {} {},", field.name, field.offset, field.size);
            if (seen.insert(text).second) ++distinct;
        }
        EXPECT_EQ(distinct, count_of(layouts)) << layouts.base.name;
    }
    // 2 x 2 x 2 forms of six parts and what is left over, in every order.
    EXPECT_EQ(count_of(candidate_layouts(RecordFile::access2)), 8U * 5040U);
    EXPECT_EQ(count_of(candidate_layouts(RecordFile::group_chain)), 2U);
    EXPECT_EQ(count_of(candidate_layouts(RecordFile::name_list)), 2U * 6U);
    EXPECT_EQ(count_of(candidate_layouts(RecordFile::master)), 1U);
}

TEST(Candidates, PlacesAreThoseOfAllLayouts) {
    for (const RecordFile file : {RecordFile::group, RecordFile::name_list, RecordFile::external_users}) {
        const CandidateLayouts layouts = candidate_layouts(file);
        std::set<std::tuple<std::string, std::size_t, std::size_t>> listed, found;
        for (std::size_t i = 0; i < count_of(layouts); ++i)
            for (const Field& field : layout_number(layouts, i).fields)
                if (layouts.base.find(field.name) == nullptr) listed.emplace(field.name, field.offset, field.size);
        std::set<std::string> names;
        for (const auto& [name, offset, size] : listed) names.insert(name);
        for (const std::string& name : names)
            for (const Field& field : places_of(layouts, name)) found.emplace(name, field.offset, field.size);
        EXPECT_EQ(found, listed) << layouts.base.name;
    }
    EXPECT_TRUE(places_of(candidate_layouts(RecordFile::group), "no such part").empty());
}

TEST(FieldAccess, WritesWhatItReads) {
    const FieldCipher cipher = generated::cipher();
    ByteVector record(32, 0xEE);
    const Field text{.name = "text", .offset = 3, .size = 6, .kind = FieldKind::text};
    ASSERT_TRUE(write_text(text, record, "Admin"));
    EXPECT_EQ(*read_text(text, record), "Admin");
    EXPECT_EQ(to_hex(record).substr(4, 16), "ee41646d696e00ee");
    EXPECT_EQ(write_text(text, record, "Admins").error().code, Errc::bad_value);
    EXPECT_EQ(write_text(text, record, std::string_view("A\0b", 3)).error().code, Errc::bad_value);

    const Field hidden{.name = "hidden", .offset = 20, .size = 11, .kind = FieldKind::obfuscated_text};
    ASSERT_TRUE(write_text(hidden, record, "Admin", cipher));
    EXPECT_EQ(*read_text(hidden, record, cipher), "Admin");
    EXPECT_EQ(read_text(hidden, record).error().code, Errc::bad_value);
    EXPECT_EQ(write_text(hidden, record, "Admin").error().code, Errc::bad_value);

    const Field word{.name = "word", .offset = 10, .size = 2, .kind = FieldKind::word};
    ASSERT_TRUE(write_number(word, record, 0x1234));
    EXPECT_EQ(record[10], 0x34);
    EXPECT_EQ(*read_number(word, record), 0x1234U);
    EXPECT_EQ(write_number(word, record, 0x10000).error().code, Errc::bad_value);
    EXPECT_EQ(*read_number(word, record), 0x1234U);

    const Field hexid{.name = "hexid", .offset = 9, .size = 9, .kind = FieldKind::hexid_text};
    ASSERT_TRUE(write_number(hexid, record, 0x2E));
    EXPECT_EQ(**read_hexid(hexid, record), 0x2EU);
    record[10] = 'x';
    EXPECT_EQ(read_hexid(hexid, record).error().code, Errc::bad_value);
    std::fill_n(record.begin() + 9, 9, std::uint8_t{0});
    EXPECT_EQ(*read_hexid(hexid, record), std::nullopt);
}

TEST(FieldAccess, NeverLeavesTheRecord) {
    ByteVector record(8, 0);
    for (const Field& field : {Field{.name = "a", .offset = 5, .size = 4, .kind = FieldKind::dword},
                               Field{.name = "a", .offset = 9, .size = 4, .kind = FieldKind::dword},
                               Field{.name = "a", .offset = SIZE_MAX, .size = 4, .kind = FieldKind::dword}}) {
        EXPECT_EQ(field_bytes(field, record).error().code, Errc::truncated);
        EXPECT_EQ(read_number(field, record).error().code, Errc::truncated);
        EXPECT_EQ(read_hexid(field, record).error().code, Errc::truncated);
        EXPECT_EQ(write_number(field, record, 1).error().code, Errc::truncated);
    }
    const Field text{.name = "a", .offset = 0, .size = 8, .kind = FieldKind::text};
    EXPECT_EQ(read_number(text, record).error().code, Errc::bad_value);
    record.assign(8, 'x');
    EXPECT_EQ(read_text(text, record).error().code, Errc::bad_value);
}

}  // namespace
}  // namespace restante::postoffice
