#include "formats/mmf/checker.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/utf8.h"
#include "formats/mmf/check_report.h"
#include "formats/mmf/samples_test.h"
#include "formats/mmf/store_writer.h"
#include "formats/mmf/summary.h"

namespace restante::mmf {
namespace {

using enum MessageId;

Result<Findings> check(ByteVector file) {
    Findings findings;
    TRY_VOID(check_store(std::make_shared<MemoryBytes>(std::move(file)), findings));
    return findings;
}

std::string told(const Findings& findings) {
    std::string text;
    for (const Finding& finding : findings.list())
        text += std::string(message_text(finding.id).code) + " " + finding.text + "\n";
    return text;
}

const Finding* find(const Findings& findings, MessageId id) {
    const auto found = std::ranges::find(findings.list(), id, &Finding::id);
    return found == findings.list().end() ? nullptr : &*found;
}

TEST(Checker, HealthySamplesAreClean) {
    const auto names = samples::names();
    ASSERT_GE(names.size(), 40U);
    for (const std::string& name : names) {
        const auto findings = check(samples::bytes(name));
        ASSERT_TRUE(findings) << name;
        for (const Finding& finding : findings->list())
            EXPECT_EQ(finding.severity(), Severity::info) << name << ": " << finding.text;
    }
}

struct Damaged {
    std::string name;
    MessageId rule;
    std::string text;  // part of the finding: the object, or the values
    std::uint64_t offset;
};

// The damage is what the description beside each sample states.
TEST(Checker, NamesTheDamageOfEveryDamagedSample) {
    const Damaged cases[] = {
        {"accounts-body", check_list_layout, "system object 80416374", 0x8288},
        {"active-copy-flipped", check_older_copy, "the current copy is 0, expected 1", 0xE},
        {"active-map-garbage", check_current_map, "map copy 1", 0x50},
        {"attachment-body", check_list_layout, "attachment 871d578c", 0x9C08},
        {"attlist-body", check_list_layout, "attachment list 890f0047", 0x8F08},
        {"bad-magic", check_magic, "the first word is 01afdeac, expected 01afdead", 0},
        {"both-maps-garbage", check_current_map, "map copy 1", 0x50},
        {"compressed-hdr0", check_magic, "the first word is 00000000", 0},
        {"deleted-maps-garbage", check_current_map, "map copy 1", 0x50},
        {"header-zeroed", check_magic, "the first word is 00000000", 0},
        {"inbox-body", check_list_layout, "folder 82496e62", 0xA088},
        {"inbox-head", check_block_header, "folder 82496e62 with 138 bytes is expected here", 0xA080},
        {"ipm-body", check_list_layout, "folder list 8149504d", 0xA788},
        {"ipm-head", check_block_header, "folder list 8149504d with 281 bytes is expected here", 0xA780},
        {"libmax-small", check_current_map, "end at 0xa900, not at 0x7000", 0x50},
        {"many600-hdr0", check_magic, "the first word is 00000000", 0},
        {"mcs-body", check_list_layout, "system object 804d4373", 0x8608},
        {"message-body", check_list_layout, "message 86aa734c", 0xA488},
        {"message-head", check_block_header, "message 86aa734c with 315 bytes is expected here", 0xA480},
        {"truncated-2000", check_cut_off, "the file has 41265 bytes, expected 43265", 41265},
        {"truncated-third", check_cut_off, "the file has 28843 bytes, expected 43265", 28843},
        {"version-0f00c00c", check_version, "0f00c00c", 4},
        {"version-0f00c00d", check_older_version, "0f00c00d", 4},
        {"version-0f00c011", check_version, "0f00c011", 4},
    };
    EXPECT_EQ(std::size(cases), samples::names("corrupt").size());
    for (const Damaged& one : cases) {
        const auto findings = check(samples::bytes("corrupt/" + one.name));
        ASSERT_TRUE(findings) << one.name;
        const Finding* const finding = find(*findings, one.rule);
        ASSERT_NE(finding, nullptr) << one.name << "\n" << told(*findings);
        EXPECT_NE(finding->severity(), Severity::info) << one.name;
        EXPECT_NE(finding->text.find(one.text), std::string::npos) << one.name << ": " << finding->text;
        EXPECT_EQ(finding->offset, one.offset) << one.name;
    }
}

TEST(Checker, SaysWhichObjectsACutFileLost) {
    const auto findings = check(samples::bytes("corrupt/truncated-2000"));
    ASSERT_TRUE(findings);
    std::size_t lost = 0;
    for (const Finding& finding : findings->list()) lost += finding.id == check_block_header ? 1U : 0U;
    EXPECT_EQ(lost, 8U);
    EXPECT_EQ(findings->total(), 9U) << told(*findings);
}

TEST(Checker, GoesOnBehindADestroyedMagic) {
    ByteVector file = samples::bytes("corrupt/inbox-body");
    file[0] ^= 1U;
    const auto findings = check(std::move(file));
    ASSERT_TRUE(findings);
    EXPECT_NE(find(*findings, check_magic), nullptr);
    EXPECT_NE(find(*findings, check_list_layout), nullptr) << told(*findings);
}

TEST(Checker, KnowsAStoreWithAlternateCipherByItsBlocks) {
    for (const char* name : {"altcipher-conv-512", "altcipher-conv-8192", "altcipher-written"}) {
        ByteVector file = samples::bytes(name);
        std::fill_n(file.begin(), kHeaderSize, std::uint8_t{0});
        const auto findings = check(std::move(file));
        ASSERT_TRUE(findings) << name;
        EXPECT_EQ(findings->total(), 1U) << told(*findings);
    }
}

TEST(Checker, RefusesWhatIsNoStore) {
    for (const std::string& content : {std::string(), std::string("abc"), std::string("MMMD: a ring tone"),
                                       std::string(70'000, 'x'), std::string(70'000, '\0')}) {
        const Bytes bytes = as_bytes(content);
        const auto findings = check(ByteVector(bytes.begin(), bytes.end()));
        ASSERT_FALSE(findings) << content.size();
        EXPECT_EQ(findings.error().code, Errc::bad_magic);
    }
}

TEST(Checker, FindsTheHeaderCutOff) {
    ByteVector file = samples::bytes("empty");
    file.resize(100);
    const auto findings = check(std::move(file));
    ASSERT_TRUE(findings);
    ASSERT_EQ(findings->total(), 1U);
    EXPECT_EQ(findings->list()[0].id, check_cut_off);
    EXPECT_EQ(findings->list()[0].offset, 100U);
}

TEST(Checker, FindingsAreValidTextWithAnOffset) {
    const auto findings = check(samples::bytes("corrupt/truncated-third"));
    ASSERT_TRUE(findings);
    for (const Finding& finding : findings->list()) {
        EXPECT_TRUE(is_valid_utf8(finding.text)) << finding.text;
        EXPECT_TRUE(finding.offset.has_value()) << finding.text;
        EXPECT_FALSE(finding.text.empty());
    }
}

TEST(CheckReport, CountsWhatItDoesNotList) {
    Findings findings;
    CheckReport report(findings);
    for (std::size_t i = 0; i < kMostFindingsOfOneRule + 23; ++i) report.add(check_tree, "a node", i);
    report.add(check_unread, "a folder", 7, "Inbox");
    report.finish();
    ASSERT_EQ(findings.total(), kMostFindingsOfOneRule + 2);
    EXPECT_EQ(findings.list().back().id, check_tree);
    EXPECT_EQ(findings.list().back().text, "23 more of this kind are not listed");
}

// One message of 60 KB that a folder lists two thousand times: 120 MB to read in a store of 250 KB.
TEST(Checker, StopsWhenObjectsNameEachOtherTooOften) {
    const Oid folder = kInbox;
    const Oid message{0x12345600U | type::kMessage};
    std::vector<ListElement> lines(2000, {message.value, write_summary({})});
    MemorySink sink;
    auto writer = StoreWriter::create(sink, {});
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->add({.oid = folder, .attr = 0x9005, .references = 1}, write_list(lines)));
    ASSERT_TRUE(writer->add({.oid = message, .parent = folder, .attr = 0xB002, .references = 1},
                            write_list({{0x0002800C, ByteVector(60'000)}})));
    ASSERT_TRUE(writer->finish());
    const auto findings = check(sink.take());
    ASSERT_TRUE(findings);
    EXPECT_NE(find(*findings, check_stopped), nullptr) << told(*findings);
    EXPECT_EQ(find(*findings, check_orphan_message), nullptr) << "counts that are not complete prove nothing";
}

// Cutting the file anywhere is always found, and whatever is left is looked at.
TEST(CheckerSweep, FindsEveryCut) {
    const ByteVector whole = samples::bytes("basic");
    for (std::size_t size = 4; size < whole.size(); size += 509) {
        const auto findings = check(ByteVector(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
        ASSERT_TRUE(findings) << size;
        EXPECT_FALSE(findings->empty()) << size;
    }
}

// Flipped bytes anywhere: it returns, and in header fields, the map in use and block headers it says so.
TEST(CheckerSweep, SurvivesEveryFlip) {
    const ByteVector whole = samples::bytes("basic");
    std::size_t noticed = 0;
    std::size_t tried = 0;
    for (std::size_t at = 0; at < whole.size(); at += at < 0x9000 ? 131 : 23) {
        ByteVector file = whole;
        file[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
        const auto findings = check(std::move(file));
        ASSERT_TRUE(findings || at < 4) << at;
        ++tried;
        noticed += findings && !findings->empty() ? 1U : 0U;
    }
    EXPECT_GT(tried, 500U);
    // Most of the file is slack, unused map and text, where nothing can be noticed.
    EXPECT_GT(noticed, tried / 10) << noticed << " of " << tried;
}

}  // namespace
}  // namespace restante::mmf
