#include "base/byte_table.h"

#include <gtest/gtest.h>

namespace restante {
namespace {

TEST(ByteTable, EveryByteAtEverySizeAndPlace) {
    ByteTable table{};
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<std::uint8_t>(i * 167 + 13);
    for (std::size_t size = 0; size < 300; ++size) {
        ByteVector bytes(size + 2, 0xEE);
        for (std::size_t i = 0; i < size; ++i) bytes[i + 1] = static_cast<std::uint8_t>(i * 7 + size);
        const MutableBytes inner(bytes.data() + 1, size);
        map_bytes(table, inner, inner);
        for (std::size_t i = 0; i < size; ++i)
            ASSERT_EQ(inner[i], table[static_cast<std::uint8_t>(i * 7 + size)]) << i << " of " << size;
        EXPECT_EQ(bytes.front(), 0xEE);
        EXPECT_EQ(bytes.back(), 0xEE);
    }
}

}  // namespace
}  // namespace restante
