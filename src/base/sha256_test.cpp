#include "base/sha256.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/result.h"

namespace restante {
namespace {

constexpr std::string_view kEmpty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr std::string_view kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr std::string_view kMillionA = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

TEST(Sha256, PublishedVectors) {  // FIPS 180-4 examples
    EXPECT_EQ(Sha256::hex_of(Bytes{}), kEmpty);
    EXPECT_EQ(Sha256::hex_of(as_bytes("abc")), kAbc);
    EXPECT_EQ(to_hex(Sha256::of(as_bytes("abc"))), kAbc);
    EXPECT_EQ(Sha256::hex_of(as_bytes(std::string(1'000'000, 'a'))), kMillionA);
}

TEST(Sha256, PiecesGiveTheHashOfTheWholeAndTheObjectStartsAnew) {
    Sha256 hash;
    hash.update(as_bytes("a"));
    hash.update({});
    hash.update(as_bytes("bc"));
    EXPECT_EQ(hash.finish_hex(), kAbc);
    EXPECT_EQ(hash.finish_hex(), kEmpty);
    hash.update(as_bytes("ab"));
    Sha256 moved = std::move(hash);
    moved.update(as_bytes("c"));
    EXPECT_EQ(moved.finish_hex(), kAbc);
}

class BrokenDisk final : public ByteSource {
public:
    [[nodiscard]] std::uint64_t size() const override { return 1'000'000; }
    Result<void> read(std::uint64_t offset, MutableBytes /*into*/) const override {
        return fail(Errc::io, "input/output error", offset);
    }
};

TEST(Sha256, HashesSourcesAndPassesTheirErrorsOn) {
    const std::string text(1'000'000, 'a');
    const Bytes bytes = as_bytes(text);
    EXPECT_EQ(Sha256::hex_of(MemoryBytes(ByteVector(bytes.begin(), bytes.end()))).value(), kMillionA);
    const auto failed = Sha256::hex_of(BrokenDisk());
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, Errc::io);
}

}  // namespace
}  // namespace restante
