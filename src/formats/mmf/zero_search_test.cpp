#include "formats/mmf/zero_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/zero_bytes.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/node.h"
#include "formats/mmf/oid.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kFileSize = 8192;

// Zeros from 1024 to 1536.
MemoryBytes file_with_zeros() {
    ByteVector bytes(kFileSize, 1);
    std::fill_n(bytes.begin() + 1024, 512, std::uint8_t{0});
    return MemoryBytes(std::move(bytes));
}

Node block(std::uint32_t offset, std::uint32_t size, std::uint8_t type = type::kMessage) {
    Node node;
    node.oid = Oid{0x123400}.with_type(type);
    node.offset = offset;
    node.size = size;
    return node;
}

TEST(ZeroSearch, CountsWhatLiesInTheBlock) {
    const MemoryBytes file = file_with_zeros();
    const struct {
        const char* name;
        Node node;
        std::uint64_t size, first;
    } cases[] = {{"in front", block(512, 504), 0, 0},
                 {"up to its first bytes", block(512, 504 + 20), 20, 1024},
                 {"too few to tell", block(512, 504 + 15), 0, 0},
                 {"around it", block(896, 1000), 512, 1024},
                 {"inside", block(1152, 100), 108, 1152},
                 {"behind", block(1536, 100), 0, 0},
                 {"outside the file", block(9000, 100), 0, 0}};
    for (const auto& one : cases) {
        const ZeroBytes zeros = ZeroSearch(file, Cipher::standard()).in(one.node);
        EXPECT_EQ(zeros.size, one.size) << one.name;
        if (one.size != 0) {
            EXPECT_EQ(zeros.first, one.first) << one.name;
        }
    }
}

TEST(ZeroSearch, SaysNothingWhereZerosAreUsual) {
    const MemoryBytes file = file_with_zeros();
    EXPECT_EQ(ZeroSearch(file, *Cipher::alternate(8192)).in(block(896, 1000)).size, 0U);
    Node map = block(896, 1000);
    map.oid = kMap;
    EXPECT_EQ(ZeroSearch(file, Cipher::standard()).in(map).size, 0U);
}

TEST(ZeroSearch, EndsWhenObjectsOverlapTooOften) {
    const MemoryBytes file = file_with_zeros();
    ZeroSearch search(file, Cipher::standard());
    const Node all = block(0, kFileSize - kBlockHeaderSize);
    for (std::uint64_t i = 0; i < kMostZeroSearches; ++i) EXPECT_EQ(search.in(all).size, 512U);
    EXPECT_EQ(search.in(all).size, 0U);
    EXPECT_EQ(search.in(block(1152, 100)).size, 0U);
}

}  // namespace
}  // namespace restante::mmf
