#include "base/joined_bytes.h"

#include <gtest/gtest.h>

namespace restante {
namespace {

TEST(JoinedBytes, EveryStretchReadsAsOne) {
    const JoinedBytes joined(std::make_shared<MemoryBytes>(ByteVector{0, 1, 2}),
                             std::make_shared<MemoryBytes>(ByteVector{3, 4}));
    ASSERT_EQ(joined.size(), 5U);
    for (std::size_t offset = 0; offset <= 5; ++offset) {
        for (std::size_t size = 0; size <= 6; ++size) {
            ByteVector into(size, 9);
            const bool fits = offset + size <= 5;
            ASSERT_EQ(joined.read(offset, into).has_value(), fits);
            for (std::size_t i = 0; fits && i < size; ++i) EXPECT_EQ(into[i], offset + i);
        }
    }
}

}  // namespace
}  // namespace restante
