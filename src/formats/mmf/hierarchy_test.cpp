#include "formats/mmf/hierarchy.h"

#include <gtest/gtest.h>

#include "base/byte_writer.h"

namespace restante::mmf {
namespace {

TEST(HierarchyEntry, WritesTheKnownForm) {
    const HierarchyEntry entry{2, "My Group", "", {0}};
    EXPECT_EQ(to_hex(write_hierarchy_entry(entry)), "02004d792047726f7570000000");
}

TEST(HierarchyEntry, KeepsWhatFollowsTheComment) {
    const HierarchyEntry entry{300, "a/b\x01", "44", {0, 7, 8, 9}};
    EXPECT_EQ(*read_hierarchy_entry(write_hierarchy_entry(entry)), entry);
}

TEST(HierarchyEntry, EveryCutBeforeTheEndOfTheCommentIsAnErrorInsideTheElement) {
    const ByteVector whole = write_hierarchy_entry({1, "Inbox", "Mail", {}});
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto entry = read_hierarchy_entry(Bytes(whole).first(length), 0x1000);
        ASSERT_FALSE(entry) << length;
        EXPECT_EQ(entry.error().code, Errc::truncated);
        EXPECT_GE(entry.error().offset, 0x1000U);
        EXPECT_LE(entry.error().offset, 0x1000U + whole.size());
    }
}

}  // namespace
}  // namespace restante::mmf
