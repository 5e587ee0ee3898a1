#include "base/utf16.h"

#include <gtest/gtest.h>

namespace restante {
namespace {

TEST(Utf16, PairsAndTheirHalves) {
    EXPECT_EQ(from_utf16(ByteVector{'a', 0, 0xE9, 0, 0xAC, 0x20, 0x3D, 0xD8, 0x00, 0xDE, 1}),
              "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
    EXPECT_EQ(from_utf16(ByteVector{0x00, 0xD8, 'x', 0}), "\xEF\xBF\xBDx");
    EXPECT_EQ(from_utf16(ByteVector{0x00, 0xDC, 0x00, 0xD8}), "\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(from_utf16({}), "");
}

}  // namespace
}  // namespace restante
