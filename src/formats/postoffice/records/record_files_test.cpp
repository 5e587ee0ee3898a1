// The record files that need no calibration, with the genuine bytes there are (tests/samples/postoffice).
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/file_content_test.h"
#include "formats/postoffice/records/access_files.h"
#include "formats/postoffice/records/counters.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/group_chain.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/record_table.h"
#include "formats/postoffice/records/welcome.h"

namespace restante::postoffice {
namespace {

ByteVector record_sample(const std::string& name) {
    return test_files::bytes_of(std::string(RESTANTE_TESTS) + "/samples/postoffice/" + name);
}

TEST(RecordTable, NetworkRecordOfQ148666) {
    Findings findings;
    const ByteVector bytes = record_sample("network-glb-q148666.bin");
    const RecordTable table = RecordTable::read(known_layout(RecordFile::network), bytes, "NETWORK.GLB", findings);
    ASSERT_EQ(table.size(), 1U);
    EXPECT_TRUE(findings.empty());
    const auto field = [&](const char* name) { return *table.layout().find(name); };
    EXPECT_EQ(*read_number(field("state"), table.record(0)), 1U);
    EXPECT_EQ(*read_number(field("type"), table.record(0)), 0x10U);
    EXPECT_EQ(*read_text(field("name"), table.record(0)), "MSMAIL");
    EXPECT_EQ(*read_hexid(field("externals"), table.record(0)), std::nullopt);
    EXPECT_EQ(**read_hexid(field("mailbag"), table.record(0)), 0x2EU);
    const ByteVector deleted = record_sample("network-glb-q148666-deleted.bin");
    const RecordTable after = RecordTable::read(known_layout(RecordFile::network), deleted, "NETWORK.GLB", findings);
    EXPECT_EQ(*read_number(field("state"), after.record(0)), 0U);

    // Written through the layout, the record is the one in the article.
    RecordTable written = RecordTable::empty(known_layout(RecordFile::network));
    const MutableBytes record = written.record(written.append());
    ASSERT_TRUE(write_number(field("state"), record, 1));
    ASSERT_TRUE(write_number(field("type"), record, 0x10));
    ASSERT_TRUE(write_text(field("name"), record, "MSMAIL"));
    ASSERT_TRUE(write_number(field("mailbag"), record, 0x2E));
    EXPECT_EQ(to_hex(written.bytes()), to_hex(bytes));
}

TEST(RecordTable, KeepsEveryByteAndTellsWhatIsLeftOver) {
    const struct {
        RecordFile file;
        std::size_t size, records, findings;
    } cases[]{
        {RecordFile::network, 0, 0, 0},      {RecordFile::network, 122, 1, 0},    {RecordFile::network, 121, 0, 1},
        {RecordFile::externals, 1400, 2, 1}, {RecordFile::group, 4, 0, 0},        {RecordFile::group, 3, 0, 1},
        {RecordFile::group, 0, 0, 1},        {RecordFile::group, 4 + 51, 1, 0},   {RecordFile::group, 4 + 60, 1, 1},
        {RecordFile::name_list, 90, 2, 0},   {RecordFile::access2, 69 * 3, 3, 0}, {RecordFile::group_chain, 8, 0, 0},
    };
    for (const auto& example : cases) {
        ByteVector bytes;
        for (std::size_t i = 0; i < example.size; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 7));
        Findings findings;
        RecordTable table = RecordTable::read(known_layout(example.file), bytes, "FILE", findings);
        EXPECT_EQ(table.size(), example.records) << example.size;
        EXPECT_EQ(findings.total(), example.findings) << example.size;
        EXPECT_EQ(to_hex(table.bytes()), to_hex(bytes)) << example.size;
        const std::size_t before = table.bytes().size();
        const std::size_t index = table.append();
        EXPECT_EQ(index, example.records);
        EXPECT_TRUE(is_blank(table.record(index)));
        EXPECT_GE(table.bytes().size(), before + table.layout().record_size);
    }
}

TEST(RecordTable, FindsRecordsByTheirPlace) {
    RecordTable table = RecordTable::empty(known_layout(RecordFile::group_chain));
    table.append();
    table.append();
    EXPECT_EQ(*table.record_at(8), 0U);
    EXPECT_EQ(*table.record_at(16), 1U);
    for (const std::size_t place : {0U, 7U, 9U, 24U, 0xFFFFFFF8U}) EXPECT_FALSE(table.record_at(place)) << place;
}

TEST(Counters, ControlOfQ122852) {
    const struct {
        const char* file;
        std::uint32_t next;
    } cases[]{{"control-glb-q122852-1-0x04.bin", 0x1A2B3C4D},
              {"control-glb-q122852-2-0x04.bin", 0x1A2C2CC8},
              {"control-glb-q122852-3-0x04.bin", 0x1A2D2129}};
    for (const auto& example : cases) {
        ByteVector bytes{9, 0, 0, 0};
        const ByteVector sample = record_sample(example.file);
        bytes.insert(bytes.end(), sample.begin(), sample.end());
        Findings findings;
        const Control control = read_control(bytes, findings);
        EXPECT_EQ(control, (Control{9, example.next}));
        EXPECT_TRUE(findings.empty());
        EXPECT_EQ(write_control(control), bytes);
    }
}

TEST(Counters, CutOffFilesGiveWhatTheyHold) {
    const ByteVector bytes{1, 0, 0, 0, 2, 0, 0, 0, 0xFF};
    for (std::size_t length = 0; length <= bytes.size(); ++length) {
        Findings findings;
        const Control control = read_control(Bytes(bytes).first(length), findings);
        EXPECT_EQ(control.next_mailbag.has_value(), length >= 4) << length;
        EXPECT_EQ(control.next_message.has_value(), length >= 8) << length;
        EXPECT_EQ(findings.empty(), length == 8) << length;
    }
    Findings findings;
    EXPECT_EQ(read_last_tid(write_last_tid(0x7F67697F), findings), 0x7F67697FU);
    EXPECT_TRUE(findings.empty());
}

TEST(Counters, MasterOfQ148666) {
    ByteVector bytes(176, 0xC5);
    bytes[0x93] = record_sample("master-glb-q148666-0x93.bin").front();
    bytes[0x94] = 1;
    Findings findings;
    Master master = read_master(bytes, findings);
    EXPECT_EQ(master.gateway_flags, 0x71);
    EXPECT_EQ(master.enhanced_security, true);
    EXPECT_TRUE(findings.empty());
    // Removing the gateway changes one bit, and nothing that is not understood.
    master.gateway_flags = static_cast<std::uint8_t>(*master.gateway_flags & ~Master::kMailConnection);
    ByteVector expected = bytes;
    expected[0x93] = 0x61;
    EXPECT_EQ(write_master(master, bytes), expected);
    bytes[0x94] = 7;
    EXPECT_EQ(read_master(bytes, findings).enhanced_security, std::nullopt);
    EXPECT_EQ(read_master({}, findings).gateway_flags, std::nullopt);
    EXPECT_EQ(findings.total(), 1U);
}

TEST(AccessFiles, B33DifferentCountsStopNobody) {
    const ByteVector bytes(586 * 4, 'x');
    const struct {
        std::size_t access, access2, access3, common, users;
        const char* odd;
    } cases[]{{3, 3, 3, 3, 3, nullptr},
              {3, 3, 2, 2, 3, "ACCESS3.GLB"},
              {3, 4, 3, 3, 4, "ACCESS2.GLB"},
              {1, 3, 3, 1, 3, "ACCESS.GLB"},
              {1, 2, 3, 1, 2, ""},
              {0, 2, 2, 0, 2, "ACCESS.GLB"}};
    for (const auto& example : cases) {
        Findings findings;
        const AccessFiles files =
            read_access_files(Bytes(bytes).first(586 * example.access), Bytes(bytes).first(69 * example.access2),
                              Bytes(bytes).first(512 * example.access3), findings);
        EXPECT_EQ(files.common(), example.common);
        EXPECT_EQ(files.users(), example.users);
        EXPECT_EQ(findings.total(), example.odd == nullptr ? 0U : 1U);
        if (example.odd == nullptr) continue;
        EXPECT_EQ(findings.list().front().id, MessageId::postoffice_access_counts);
        EXPECT_EQ(findings.list().front().item, example.odd);
    }
}

TEST(GroupChain, WritesWhatItReads) {
    RecordTable groups = RecordTable::empty(known_layout(RecordFile::group_chain));
    EXPECT_EQ(to_hex(groups.bytes()), "0000000000000000");  // an empty file, Q104562
    const std::vector<std::uint32_t> first{7, 9, 11}, second{}, third{9};
    const std::uint32_t at_first = append_group(groups, first);
    EXPECT_EQ(append_group(groups, second), 0U);
    const std::uint32_t at_third = append_group(groups, third);
    Findings findings;
    EXPECT_EQ(group_members(groups, at_first, "ADMIN.GRP", findings), first);
    EXPECT_EQ(group_members(groups, 0, "ADMIN.GRP", findings), second);
    EXPECT_EQ(group_members(groups, at_third, "ADMIN.GRP", findings), third);
    EXPECT_TRUE(findings.empty());
    EXPECT_EQ(to_hex(groups.bytes()).substr(16, 16), "0700000010000000");
}

TEST(GroupChain, CirclesAndLostEndsGiveTheMembersUpToThere) {
    for (const std::uint32_t next : {8U, 16U, 24U, 4U, 12U, 400U, 0xFFFFFFFFU}) {
        RecordTable groups = RecordTable::empty(known_layout(RecordFile::group_chain));
        const std::uint32_t start = append_group(groups, std::vector<std::uint32_t>{1, 2, 3});
        ASSERT_TRUE(write_number(*groups.layout().find("next"), groups.record(2), next));
        Findings findings;
        EXPECT_EQ(group_members(groups, start, "ADMIN.GRP", findings), (std::vector<std::uint32_t>{1, 2, 3})) << next;
        ASSERT_EQ(findings.total(), 1U) << next;
        EXPECT_EQ(findings.list().front().id, MessageId::postoffice_group_chain);
        EXPECT_EQ(findings.list().front().offset, next);
    }
}

TEST(MemberList, WritesWhatItReads) {
    const std::vector<std::uint32_t> hexids{0, 0x2E, 0xFFFFFFFF};
    Findings findings;
    ByteVector bytes = write_member_list(hexids);
    EXPECT_EQ(read_member_list(bytes, "00000007.MEM", findings), hexids);
    EXPECT_TRUE(findings.empty());
    bytes.push_back(1);
    EXPECT_EQ(read_member_list(bytes, "00000007.MEM", findings), hexids);
    EXPECT_EQ(findings.total(), 1U);
    EXPECT_EQ(read_member_list(ByteVector(4 * 501, 1), "00000007.MEM", findings).size(), 501U);
    EXPECT_EQ(findings.total(), 2U);
}

TEST(Welcome, TellsTextFromHeader) {
    const std::string whole("\x01\x02\0\x60\x02Welcome to Mail!\r\nAsk extension 5\x84.\r\n\x1A\0\0", 46);
    const Welcome welcome = read_welcome(as_bytes(whole));
    EXPECT_EQ(to_hex(welcome.header), "0102006002");
    EXPECT_EQ(welcome.text, "Welcome to Mail!\r\nAsk extension 5\x84.\r\n");
    EXPECT_EQ(as_text(write_welcome(welcome)), whole);
}

RC_GTEST_PROP(RecordFiles, EveryFileSurvives, (const std::vector<std::uint8_t>& bytes)) {
    Findings findings;
    const auto file = static_cast<RecordFile>(*rc::gen::inRange(0, static_cast<int>(kLastRecordFile) + 1));
    const RecordTable table = RecordTable::read(known_layout(file), bytes, "FILE", findings);
    RC_ASSERT(ByteVector(table.bytes().begin(), table.bytes().end()) == bytes);
    RC_ASSERT(write_welcome(read_welcome(bytes)) == bytes);
}

}  // namespace
}  // namespace restante::postoffice
