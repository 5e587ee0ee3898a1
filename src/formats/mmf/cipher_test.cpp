#include "formats/mmf/cipher.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "formats/mmf/cipher_table.h"

namespace restante::mmf {
namespace {

ByteVector bytes_of(std::string_view text) {
    const Bytes bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

struct Vector {
    ByteVector plain;
    std::uint64_t offset;
    std::uint32_t divisor;  // 0: standard
    std::string enciphered;
};

TEST(Cipher, AgreesWithKnownVectors) {
    using namespace std::string_view_literals;
    const ByteVector zeros(16);
    const ByteVector account = bytes_of("MS:NET1/PO1/JEFF\0VERTIGO\0"sv);
    const Vector vectors[] = {
        {zeros, 0x200, 0, "bfe8e984a13b96a1b546086a5d5ebee3"},
        {zeros, 0x8200, 0, "5188c291677730b4c30e0b039141fd66"},
        {zeros, 0x12345, 0, "2e790fe6cbab8aa6578893d4ba94c6c6"},
        {zeros, 0x10200, 0, "bfe8e984a13b96a1b546086a5d5ebee3"},
        {account, 0x8210, 0, "219fa820cfc76aa7c9c82a0dc22192ae3760afec630ff82622"},
        {account, 0x8210, 8192, "454981500a26ae8ae875ae8a090a57578d4f0ad52667ed758d"},
        {zeros, 0x200, 8192, "4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e"},
        {zeros, 0x4200, 8192, "6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b"},
    };
    for (const Vector& one : vectors) {
        const Cipher cipher = one.divisor == 0 ? Cipher::standard() : *Cipher::alternate(one.divisor);
        ByteVector bytes = one.plain;
        cipher.encipher(one.offset, bytes);
        EXPECT_EQ(to_hex(bytes), one.enciphered) << one.offset << " n=" << one.divisor;
        cipher.decipher(one.offset, bytes);
        EXPECT_EQ(bytes, one.plain) << one.offset << " n=" << one.divisor;
    }
}

// Bytes of a genuine file: node 0 of the second map copy.
TEST(Cipher, DeciphersGenuineBytes) {
    ByteVector bytes{0x9d, 0xf5, 0x54, 0x33, 0x1d, 0x9d, 0x87, 0x8e, 0x18, 0xf3, 0x05, 0xed, 0x2c, 0x38, 0xbf, 0xfb,
                     0xad, 0xf3, 0x2f, 0x12, 0xda, 0x46, 0x6c, 0x24, 0x76, 0x79, 0xd7, 0x5f, 0x67, 0x2d, 0xaa, 0x43};
    Cipher::standard().decipher(0x4200, bytes);
    ByteVector node_0(32);
    node_0[17] = 0x10;
    EXPECT_EQ(bytes, node_0);
}

TEST(Cipher, RefusesDivisorZero) {
    const auto cipher = Cipher::alternate(0);
    ASSERT_FALSE(cipher);
    EXPECT_EQ(cipher.error().code, Errc::bad_value);
}

// The formula of the format document, one byte at a time.
std::uint8_t standard_by_formula(std::uint8_t x, std::uint64_t offset) {
    const auto lo = static_cast<std::uint8_t>(offset);
    const auto hi = static_cast<std::uint8_t>(offset >> 8U);
    const auto first = kSubstitute[static_cast<std::uint8_t>(x + lo)];
    const auto second = kMix[static_cast<std::uint8_t>(first + hi)];
    return static_cast<std::uint8_t>(kSubstituteInverse[static_cast<std::uint8_t>(second - hi)] - lo);
}

RC_GTEST_PROP(Cipher, StandardFollowsTheFormulaAndInvertsItself, (const ByteVector& plain, std::uint32_t offset)) {
    ByteVector bytes = plain;
    Cipher::standard().encipher(offset, bytes);
    for (std::size_t i = 0; i < plain.size(); ++i)
        RC_ASSERT(bytes[i] == standard_by_formula(plain[i], std::uint64_t{offset} + i));
    Cipher::standard().encipher(offset, bytes);
    RC_ASSERT(bytes == plain);
}

RC_GTEST_PROP(Cipher, AlternateInverts, (const ByteVector& plain, std::uint32_t offset, std::uint16_t divisor)) {
    const Cipher cipher = *Cipher::alternate(divisor + 1U);
    ByteVector bytes = plain;
    cipher.encipher(offset, bytes);
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const std::uint64_t key = (std::uint64_t{offset} + i) / cipher.divisor();
        RC_ASSERT(bytes[i] == kMix[static_cast<std::uint8_t>(kSubstituteInverse[plain[i]] + key)]);
    }
    cipher.decipher(offset, bytes);
    RC_ASSERT(bytes == plain);
}

// A stretch deciphered in pieces is the stretch deciphered at once.
RC_GTEST_PROP(Cipher, DoesNotDependOnPieces, (ByteVector bytes, std::uint32_t offset, std::uint8_t cut)) {
    ByteVector pieces = bytes;
    const std::size_t first = bytes.empty() ? 0 : cut % bytes.size();
    Cipher::standard().decipher(offset, bytes);
    Cipher::standard().decipher(offset, MutableBytes(pieces).first(first));
    Cipher::standard().decipher(offset + first, MutableBytes(pieces).subspan(first));
    RC_ASSERT(bytes == pieces);
}

}  // namespace
}  // namespace restante::mmf
