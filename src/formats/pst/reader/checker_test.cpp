#include "formats/pst/reader/checker.h"

#include <set>

#include "formats/pst/reader/patient_test.h"

namespace restante::pst::reader {
namespace {

using enum MessageId;

TEST(PstChecker, HealthyFilesAreClean) {
    for (const Format format : {Format::unicode, Format::ansi})
        for (const Encoding encoding : {Encoding::none, Encoding::permute, Encoding::cyclic}) {
            Findings findings;
            ASSERT_TRUE(check_pst(std::make_shared<MemoryBytes>(small_file(format, encoding)), findings));
            for (const Finding& finding : findings.list())
                ADD_FAILURE() << message_text(finding.id).code << " " << finding.item << ": " << finding.text;
        }
}

const Mutation kMutations[] = {
    {"header checksum", [](Patient& p) { p.bytes[4] ^= 1U; }, {pst_check_header_crc}},
    {"client version",
     [](Patient& p) {
         p.bytes[12] = 20;
         p.repair_header();
     },
     {pst_check_header_field}},
    {"stated length",
     [](Patient& p) {
         p.bytes[185] ^= 1U;
         p.repair_header();
     },
     {pst_check_file_end}},
    {"not closed",
     [](Patient& p) {
         p.bytes[248] = 0;
         p.repair_header();
     },
     {pst_check_not_closed}},
    {"page counter",
     [](Patient& p) {
         store_le(p.bytes, 32, std::uint64_t{1});
         p.repair_header();
     },
     {pst_check_counters}},
    {"node counter",
     [](Patient& p) {
         store_le(p.bytes, 44 + 16, std::uint32_t{1});
         p.repair_header();
     },
     {pst_check_counters}},
    {"row counter",
     [](Patient& p) {
         store_le(p.bytes, 40, std::uint32_t{1});
         p.repair_header();
     },
     {pst_check_counters}},
    {"page checksum", [](Patient& p) { p.bytes[p.leaf(0x81) + 500] ^= 1U; }, {pst_check_page_crc}},
    {"page signature", [](Patient& p) { p.bytes[p.leaf(0x81) + 498] ^= 1U; }, {pst_check_page_trailer}},
    {"page capacity",
     [](Patient& p) {
         const auto at = p.leaf(0x81);
         p.bytes[at + 489] = 1;
         p.repair_page(at);
     },
     {pst_check_page_shape}},
    {"block trailer",
     [](Patient& p) {
         const auto& b = p.data_block(0x201);
         p.bytes[b.offset + 50] ^= 1U;
     },
     {pst_check_block_trailer}},
    {"block checksum", [](Patient& p) { p.bytes[p.data_block(0x201).offset] ^= 1U; }, {pst_check_block_crc}},
    {"reference count",
     [](Patient& p) {
         const auto at = p.leaf(0x80);
         p.bytes[at + 18] ^= 4U;
         p.repair_page(at);
     },
     {pst_check_block_references}},
    {"map checksum", [](Patient& p) { p.bytes[kMap + 500] ^= 1U; }, {pst_check_map_page}},
    {"used marked free",
     [](Patient& p) {
         p.bytes[kMap + 2] &= 0x7FU;
         p.repair_page(kMap);
     },
     {pst_check_map_used, pst_check_map_total, pst_check_density}},
    {"free marked used",
     [](Patient& p) {
         p.bytes[kMap + 490] |= 1U;
         p.repair_page(kMap);
     },
     {pst_check_map_leak, pst_check_map_total, pst_check_density}},
    {"page map", [](Patient& p) { p.bytes[kMap + 512 + 500] ^= 1U; }, {pst_check_helper_page}},
    {"density list", [](Patient& p) { p.bytes[0x4200 + 496] = 0x85; }, {pst_check_helper_page}},
    {"density list entry",
     [](Patient& p) {
         p.bytes[0x4200 + 11] ^= 1U;
         p.repair_page(0x4200);
     },
     {pst_check_density}},
    {"free runs",
     [](Patient& p) {
         p.bytes[256] = 3;
         p.repair_header();
     },
     {pst_check_free_runs}},
    {"free total",
     [](Patient& p) {
         p.bytes[180 + 4 + 16] ^= 0x40U;
         p.repair_header();
     },
     {pst_check_map_total}},
    {"heap fill level",
     [](Patient& p) {
         const auto& b = p.data_block(kMessage);
         p.bytes[b.offset + 8] ^= 1U;
         p.repair_block(b);
     },
     {pst_check_heap_fill}},
    {"heap freed items",
     [](Patient& p) {
         const auto& b = p.data_block(kInbox);
         const auto at = static_cast<std::size_t>(b.offset);
         p.bytes[at + load_le<std::uint16_t>(p.bytes, at) + 2] = 1;
         p.repair_block(b);
     },
     {pst_check_heap_map}},
    {"property type",
     [](Patient& p) {
         p.bytes[p.property_at(kMessage, 0x0E1B) + 2] = 0x33;
         p.repair_block(p.data_block(kMessage));
     },
     {pst_check_property_type}},
    {"property value",
     [](Patient& p) {
         p.bytes[p.property_at(kMessage, 0x3007) + 5] = 0x70;
         p.repair_block(p.data_block(kMessage));
     },
     {pst_check_property_value}},
    {"required property",
     [](Patient& p) {
         p.bytes[p.property_at(kMessage, 0x3007)] = 6;
         p.repair_block(p.data_block(kMessage));
     },
     {pst_check_message_property}},
    {"folder count",
     [](Patient& p) {
         p.bytes[p.property_at(kInbox, 0x3602) + 4] = 9;
         p.repair_block(p.data_block(kInbox));
     },
     {pst_check_folder_count, pst_check_row_differs}},
    {"message flags",
     [](Patient& p) {
         p.bytes[p.property_at(kMessage, 0x0E07) + 4] ^= 0x10U;
         p.repair_block(p.data_block(kMessage));
     },
     {pst_check_attachment_flag, pst_check_row_differs}},
    {"message size",
     [](Patient& p) {
         p.bytes[p.property_at(kMessage, 0x0E08) + 7] = 0x80;
         p.repair_block(p.data_block(kMessage));
     },
     {pst_check_size}},
};

}  // namespace

std::span<const Mutation> checker_mutations() { return kMutations; }

namespace {

TEST(PstChecker, EveryMutationFiresItsRulesAndNoOther) {
    for (const Mutation& mutation : kMutations) {
        Patient patient;
        mutation.change(patient);
        EXPECT_EQ(rules(patient.bytes), mutation.expected) << mutation.name << ": " << codes(rules(patient.bytes));
    }
}

TEST(PstChecker, RefusesWhatIsNoPst) {
    Findings findings;
    const auto check = [&](ByteVector bytes) {
        return check_pst(std::make_shared<MemoryBytes>(std::move(bytes)), findings);
    };
    EXPECT_EQ(check({}).error().code, Errc::bad_magic);
    ByteVector bytes = small_file();
    bytes[9] = 'O';
    EXPECT_EQ(check(bytes).error().code, Errc::unsupported);
    bytes = small_file();
    bytes[10] = 36;
    EXPECT_EQ(check(bytes).error().code, Errc::unsupported);
    bytes.resize(100);
    EXPECT_EQ(check(bytes).error().code, Errc::truncated);
}

// Nothing that is cut off or damaged stops the checker or goes unnoticed as a crash.
TEST(PstChecker, SurvivesDamage) {
    const ByteVector healthy = small_file();
    for (std::size_t i = 0; i < 150; ++i) {
        ByteVector bytes = healthy;
        if (i % 3 == 0)
            bytes.resize(bytes.size() * i / 150);
        else
            bytes[(i * 7919) % 0x10000 + (i % 3 == 1 ? 0 : kMap)] ^= static_cast<std::uint8_t>(1U << (i % 8));
        Findings findings;
        static_cast<void>(check_pst(std::make_shared<MemoryBytes>(std::move(bytes)), findings));
    }
}

}  // namespace
}  // namespace restante::pst::reader
