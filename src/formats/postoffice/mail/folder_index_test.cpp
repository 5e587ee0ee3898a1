#include "formats/postoffice/mail/folder_index.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/postoffice/mail/samples_test.h"

namespace restante::postoffice {
namespace {

TEST(FolderIndex, TheCounterOfQ113149) {
    const ByteVector file = mail_samples::bytes("serialno-idx-q113149.bin");
    EXPECT_EQ(*read_folder_counter(file), 0x4D4F563CU);
    EXPECT_EQ(write_folder_counter(0x4D4F563C), file);
    EXPECT_FALSE(read_folder_counter(Bytes(file).first(3)));
}

TEST(FolderIndex, SizesAreChecked) {
    Findings findings;
    EXPECT_FALSE(read_folder_index(ByteVector(99), findings));
    EXPECT_TRUE(read_folder_index(ByteVector(100), findings)->records.empty());
    EXPECT_TRUE(findings.empty());
    EXPECT_EQ(read_folder_index(ByteVector(100 + 158 + 7), findings)->records.size(), 1U);
    ASSERT_EQ(findings.total(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_index_cut);
    EXPECT_EQ(findings.list()[0].offset, 258U);
}

RC_GTEST_PROP(FolderIndexProperty, WhatIsWrittenReadsBack, (ByteVector bytes)) {
    bytes.resize(kFolderIndexHead + (bytes.size() % 4) * kFolderIndexRecord);
    Findings findings;
    RC_ASSERT(write_folder_index(*read_folder_index(bytes, findings)) == bytes);
    RC_ASSERT(findings.empty());
}

// Hidden places for file, owner, name and comment; the rest is zeros or a constant.
RC_GTEST_PROP(FolderIndexProperty, HiddenPlacesAreReadRightOrNotAtAll, ()) {
    const bool digits = *rc::gen::arbitrary<bool>();
    const std::size_t name = *rc::gen::inRange<std::size_t>(0, 40), comment = name + kFolderNameSize;
    const IndexPlace owner{comment + 25 + *rc::gen::inRange<std::size_t>(0, 9), digits};
    const IndexPlace file{owner.offset + 9 + *rc::gen::inRange<std::size_t>(0, 9), digits};
    const auto count = *rc::gen::inRange<std::size_t>(0, 8);
    FolderIndex index;
    std::set<std::uint32_t> files, users{0, 1, 0x2E};
    for (std::size_t i = 0; i < count; ++i) {
        FolderIndexRecord record{};
        record[*rc::gen::inRange<std::size_t>(140, 158)] = *rc::gen::inRange<std::uint8_t>(0, ' ');
        const std::string text = fmt::format("Folder {}", i), about = *rc::gen::arbitrary<bool>() ? "All about it" : "";
        std::ranges::copy(as_bytes(text), record.begin() + static_cast<std::ptrdiff_t>(name));
        std::ranges::copy(as_bytes(about), record.begin() + static_cast<std::ptrdiff_t>(comment));
        put_index_number(record, owner, *rc::gen::elementOf(std::vector<std::uint32_t>(users.begin(), users.end())));
        put_index_number(record, file, static_cast<std::uint32_t>(0x4D4F5600 + i));
        files.insert(static_cast<std::uint32_t>(0x4D4F5600 + i));
        index.records.push_back(record);
    }
    const VariantChoice file_choice = choose_index_place({index}, files, true),
                        owner_choice = choose_index_place({index}, users, false);
    if (count >= 3) RC_ASSERT(!file_choice.standing.empty());
    const auto name_choice = choose_index_name({index});
    for (const FolderIndexRecord& record : index.records) {
        const auto found = agreed_index_number(record, file_choice.standing);
        RC_ASSERT(!found || found == index_number(record, file));
        const auto user = agreed_index_number(record, owner_choice.standing);
        RC_ASSERT(!user || user == index_number(record, owner));
        if (name_choice) RC_ASSERT(index_name(record, *name_choice).starts_with("Folder "));
    }
    if (count >= 3) RC_ASSERT(name_choice.has_value());
}

}  // namespace
}  // namespace restante::postoffice
