#include "base/byte_source.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
#include <vector>

#include "base/byte_sink.h"
#include "base/bytes.h"
#include "base/result.h"

namespace restante {
namespace {

constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();

ByteSourcePointer counting(std::size_t size) {
    ByteVector bytes(size);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
    return std::make_shared<MemoryBytes>(std::move(bytes));
}

TEST(MemoryBytes, ReadsInsideAndRefusesOutside) {
    const auto source = counting(10);
    ByteVector three(3);
    ASSERT_TRUE(source->read(7, three));
    EXPECT_EQ(three, (ByteVector{7, 8, 9}));
    for (const std::uint64_t offset : {std::uint64_t{8}, std::uint64_t{10}, std::uint64_t{11}, kHuge, kHuge - 2}) {
        const auto read = source->read(offset, three);
        ASSERT_FALSE(read) << offset;
        EXPECT_EQ(read.error().code, Errc::truncated);
    }
    EXPECT_TRUE(source->read(10, {}));
    EXPECT_FALSE(source->read(11, {}));
}

TEST(ByteRange, IsAWindowCutToItsSource) {
    const auto whole = counting(10);
    const ByteRange window(whole, 4, 3);
    ByteVector two(2);
    ASSERT_TRUE(window.read(1, two));
    EXPECT_EQ(two, (ByteVector{5, 6}));
    EXPECT_FALSE(window.read(2, two));  // the source has more, the window has not
    EXPECT_EQ(ByteRange(whole, 8, 100).size(), 2U);
    EXPECT_EQ(ByteRange(whole, 100, 5).size(), 0U);
    EXPECT_EQ(ByteRange(whole, kHuge, kHuge).size(), 0U);
    EXPECT_EQ(ByteRange(whole, 3, kHuge).size(), 7U);
}

TEST(ReadAll, HoldsNoMoreThanTheCallerAllows) {
    const auto source = counting(5);
    EXPECT_EQ(read_all(*source, 5).value(), (ByteVector{0, 1, 2, 3, 4}));
    const auto refused = read_all(*source, 4);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::too_large);
}

TEST(ForEachPiece, GivesEveryByteOnceInBoundedPieces) {
    constexpr std::size_t kPiece = 256U * 1024;
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kPiece, kPiece + 1, 3 * kPiece + 7}) {
        ByteVector seen;
        const auto done = for_each_piece(*counting(size), [&](Bytes piece) -> Result<void> {
            EXPECT_LE(piece.size(), kPiece);
            EXPECT_FALSE(piece.empty());
            seen.insert(seen.end(), piece.begin(), piece.end());
            return {};
        });
        ASSERT_TRUE(done);
        EXPECT_EQ(seen, read_all(*counting(size), size).value());
    }
}

TEST(ForEachPiece, StopsAtTheFirstError) {
    int calls = 0;
    const auto done = for_each_piece(*counting(1'000'000), [&](Bytes /*piece*/) -> Result<void> {
        ++calls;
        return fail(Errc::no_space, "disk full");
    });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, Errc::no_space);
    EXPECT_EQ(calls, 1);
}

TEST(MemorySink, AppendsAndPatchesWhatItHas) {
    MemorySink sink;
    ASSERT_TRUE(sink.append(as_bytes("hello")));
    ASSERT_TRUE(sink.patch(1, as_bytes("EL")));
    EXPECT_EQ(as_text(sink.bytes()), "hELlo");
    EXPECT_TRUE(sink.patch(5, {}));
    for (const std::uint64_t offset : {std::uint64_t{4}, std::uint64_t{6}, kHuge}) {
        const auto patched = sink.patch(offset, as_bytes("XY"));
        ASSERT_FALSE(patched) << offset;
        EXPECT_EQ(patched.error().offset, offset);
    }
    EXPECT_EQ(as_text(sink.bytes()), "hELlo");
    EXPECT_EQ(sink.take().size(), 5U);
}

}  // namespace
}  // namespace restante
