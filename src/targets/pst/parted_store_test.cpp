#include "targets/pst/parted_store.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "targets/pst/store_names.h"
#include "targets/pst/target_scratch_test.h"

namespace restante::targets {
namespace {

class PartedStoreTest : public ::testing::Test {
protected:
    PartedStore store(const PstSettings& settings) {
        return {settings, {"store", "", "identity"}, [this](std::size_t number) {
                    return part_path(scratch_ / "s.pst", number);
                }};
    }

    static Result<pst::Message> small(pst::Writer& /*writer*/) {
        pst::Message message;
        message.subject = "s";
        return message;
    }

    // How often it was found.
    [[nodiscard]] std::size_t count(MessageId id) const {
        return static_cast<std::size_t>(std::count_if(findings_.list().begin(), findings_.list().end(),
                                                      [id](const Finding& finding) { return finding.id == id; }));
    }

    testing::Scratch scratch_;
    Findings findings_;
};

TEST_F(PartedStoreTest, AnsiFoldersGoOnInAnotherFile) {
    PstSettings settings;
    settings.format = pst::Format::ansi;
    settings.part_bytes = kAnsiPartBytes;
    PartedStore parts = store(settings);
    const auto parent = parts.define_folder(PartedStore::kTop, {.name = "Parent"});
    const auto folder = parts.define_folder(parent, {.name = "Child"});
    ASSERT_TRUE(parts.open_folder(parent));
    ASSERT_TRUE(parts.close_folder());
    ASSERT_TRUE(parts.open_folder(folder));
    for (std::uint32_t i = 0; i < kAnsiFolderItems; ++i) ASSERT_EQ(parts.add_message(small, "x", findings_)->part, 1U);
    EXPECT_EQ(count(MessageId::pst_target_many_items), 1U);
    EXPECT_EQ(parts.add_message(small, "x", findings_)->part, 2U);
    EXPECT_EQ(count(MessageId::pst_target_new_part), 1U);
    ASSERT_TRUE(parts.finish());
    EXPECT_EQ(parts.files().size(), 2U);
}

TEST_F(PartedStoreTest, AnItemThatIsTooLargeGetsAFileOfItsOwn) {
    PstSettings settings;
    settings.part_bytes = 600'000;
    PartedStore parts = store(settings);
    ASSERT_TRUE(parts.open_folder(parts.define_folder(PartedStore::kTop, {.name = "F"})));
    const auto large = [](pst::Writer&) -> Result<pst::Message> {
        pst::Message message;
        message.properties.push_back({0x1000, std::string(1'000'000, 'x')});
        return message;
    };
    EXPECT_EQ(parts.add_message(small, "x", findings_)->part, 1U);
    EXPECT_EQ(parts.add_message(large, "x", findings_)->part, 2U);
    EXPECT_EQ(parts.add_message(small, "x", findings_)->part, 3U);
    EXPECT_EQ(count(MessageId::pst_target_large_item), 1U);
    ASSERT_TRUE(parts.finish());
    EXPECT_GT(parts.files()[1]->size(), settings.part_bytes);
    EXPECT_LE(parts.files()[0]->size(), settings.part_bytes);
}

TEST_F(PartedStoreTest, WhatCannotBeStoredLeavesTheStoreUsable) {
    PartedStore parts = store({});
    ASSERT_TRUE(parts.open_folder(parts.define_folder(PartedStore::kTop, {.name = "F"})));
    class Huge final : public ByteSource {
    public:
        [[nodiscard]] std::uint64_t size() const override { return std::uint64_t{3} << 30U; }
        Result<void> read(std::uint64_t, MutableBytes) const override { return fail(Errc::io, "never read"); }
    };
    const auto refused = parts.add_message(
        [](pst::Writer&) -> Result<pst::Message> {
            pst::Message message;
            message.attachments.push_back({.data = std::make_shared<Huge>()});
            return message;
        },
        "x", findings_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::too_large);
    EXPECT_TRUE(parts.add_message(small, "x", findings_));
    EXPECT_TRUE(parts.finish());
    EXPECT_EQ(parts.files().size(), 1U);
}

TEST_F(PartedStoreTest, AStoreWithoutFoldersIsAFile) {
    PartedStore parts = store({});
    ASSERT_TRUE(parts.finish());
    ASSERT_EQ(parts.files().size(), 1U);
    EXPECT_GE(parts.files()[0]->size(), kSmallestPart);
}

}  // namespace
}  // namespace restante::targets
