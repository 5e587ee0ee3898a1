#include "base/lossy_bytes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/result.h"
#include "base/salvaged_bytes.h"

namespace restante {
namespace {

using Places = std::vector<std::pair<std::uint64_t, std::uint64_t>>;  // offset, size

Places lost_of(const LossyBytes& bytes) {
    Places places;
    for (const LostBytes& one : bytes.lost()) places.emplace_back(one.offset, one.size);
    return places;
}

// A disk: a sector is read as a whole or not at all.
class Disk final : public ByteSource {
public:
    Disk(ByteVector bytes, std::vector<std::size_t> bad_sectors)
        : bytes_(std::move(bytes)), bad_(std::move(bad_sectors)) {}
    [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        ++asked_;
        for (const std::size_t sector : bad_)
            if (sector * kSalvagedSector < offset + into.size() && offset < (sector + 1) * kSalvagedSector)
                return fail(Errc::io, "the sector cannot be read", offset);
        return bytes_.read(offset, into);
    }
    [[nodiscard]] int asked() const { return asked_; }

private:
    mutable int asked_ = 0;
    MemoryBytes bytes_;
    std::vector<std::size_t> bad_;
};

TEST(LossyBytes, ZerosStandForWhatCannotBeReadAndEverythingElseIsAsItWas) {
    const std::size_t size = 5000;
    const ByteVector plain(size, 7);
    const struct {
        const char* name;
        std::vector<std::size_t> bad;  // sectors
        Places lost;
    } cases[] = {
        {"none", {}, {}},
        {"one", {1}, {{512, 512}}},
        {"neighbours", {1, 2, 3}, {{512, 1536}}},
        {"apart", {0, 4}, {{0, 512}, {2048, 512}}},
        {"the end", {9}, {{4608, 392}}},
    };
    for (const auto& one : cases) {
        ByteVector expected = plain;
        for (const auto& [offset, length] : one.lost)
            for (std::uint64_t i = offset; i < offset + length; ++i) expected[static_cast<std::size_t>(i)] = 0;
        // In pieces of any size, and from back to front.
        for (const std::size_t piece : {512UL, 700UL, 1024UL, size}) {
            const LossyBytes bytes(std::make_shared<Disk>(plain, one.bad));
            ByteVector read(size, 9);
            for (std::size_t end = size; end > 0; end -= std::min(end, piece)) {
                const std::size_t start = end - std::min(end, piece);
                ASSERT_TRUE(bytes.read(start, MutableBytes(read).subspan(start, end - start))) << one.name;
            }
            EXPECT_EQ(read, expected) << one.name << " in pieces of " << piece;
            EXPECT_EQ(lost_of(bytes), one.lost) << one.name << " in pieces of " << piece;
            EXPECT_EQ(bytes.has_lost(0, size), !one.lost.empty()) << one.name;
            EXPECT_FALSE(bytes.has_lost(3000, 1000)) << one.name;
        }
    }
}

TEST(LossyBytes, ASectorThatFailedIsNotTriedAgain) {
    const auto disk = std::make_shared<Disk>(ByteVector(512, 1), std::vector<std::size_t>{0});
    const LossyBytes bytes(disk);
    ByteVector read(512);
    ASSERT_TRUE(bytes.read(0, read));
    const int asked = disk->asked();
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(bytes.read(0, read));
    EXPECT_EQ(disk->asked(), asked);
}

TEST(LossyBytes, PastTheEndIsAnErrorAsItIsOfAnyFile) {
    const LossyBytes bytes(std::make_shared<Disk>(ByteVector(600, 1), std::vector<std::size_t>{1}));
    ByteVector read(200);
    ASSERT_TRUE(bytes.read(400, read));
    for (const std::uint64_t offset : {401ULL, 600ULL, 601ULL, ~0ULL}) {
        const auto past = bytes.read(offset, read);
        ASSERT_FALSE(past) << offset;
        EXPECT_EQ(past.error().code, Errc::truncated) << offset;
    }
    EXPECT_TRUE(bytes.read(600, MutableBytes(read).first(0)));
}

}  // namespace
}  // namespace restante
