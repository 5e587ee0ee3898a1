#include "base/byte_block.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>

namespace restante {
namespace {

bool is_marked(char letter) {
    const auto byte = static_cast<std::uint8_t>(letter);
    return byte >= 0x7F || letter == '=' || (byte < 0x20 && letter != '\t');
}
ByteBlock marked(ByteBlock block) {
    return block.at_least(0x7F) | block.equal('=') | (block.below(0x20) & ~block.equal('\t'));
}

TEST(ByteBlock, PrefixAtEveryPlace) {
    for (std::size_t size = 0; size < 70; ++size) {
        const std::string plain(size, 'x');
        EXPECT_EQ(unmarked_prefix(plain, marked), size);
        EXPECT_EQ(count_marked(plain, marked), 0U);
        for (std::size_t at = 0; at < size; ++at) {
            std::string text = plain;
            text[at] = '=';
            text.back() = '\x80';
            EXPECT_EQ(unmarked_prefix(text, marked), std::min(at, size - 1)) << size;
        }
    }
}

TEST(ByteBlock, CountsMoreThanAByteHolds) {
    EXPECT_EQ(count_marked(std::string(16 * 255 + 7, '='), marked), 16U * 255 + 7);
    EXPECT_EQ(count_marked(std::string(16 * 511, '\0'), marked), 16U * 511);
}

RC_GTEST_PROP(ByteBlock, LikeOneByteAtATime, (const std::string& text)) {
    const auto first = std::find_if(text.begin(), text.end(), is_marked) - text.begin();
    RC_ASSERT(unmarked_prefix(text, marked) == static_cast<std::size_t>(first));
    const auto count = std::count_if(text.begin(), text.end(), is_marked);
    RC_ASSERT(count_marked(text, marked) == static_cast<std::size_t>(count));
}

}  // namespace
}  // namespace restante
