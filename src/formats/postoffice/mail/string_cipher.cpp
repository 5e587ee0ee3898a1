#include "formats/postoffice/mail/string_cipher.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::postoffice {
namespace {

constexpr std::uint32_t kNaturalModulo = 256;

std::vector<CipherVariant> make_cipher_variants() {
    std::vector<CipherVariant> variants{CipherVariant{}, CipherVariant{.enciphered = false}};
    for (const std::uint32_t modulo : {128U, 64U}) variants.push_back({.index_modulo = modulo});
    for (const std::uint32_t block : {64U, 128U, 255U, 256U, 512U, 1000U, 1024U, 2048U, 4096U, 8192U}) {
        variants.push_back({.block = block, .restart_feedback = true});
        if (block % kNaturalModulo == 0) continue;  // the position would be 0 there anyway
        // With a block of 64 or 128, a position that starts again is the same as one that counts modulo 64 or 128.
        if (kNaturalModulo % block != 0) variants.push_back({.block = block, .restart_index = true});
        variants.push_back({.block = block, .restart_index = true, .restart_feedback = true});
    }
    return variants;
}

}  // namespace

CipherPlace::CipherPlace(const CipherVariant& variant, std::uint64_t position)
    : variant_(variant), at_start_(position == 0), in_block_(variant.block == 0 ? position : position % variant.block) {
    if (variant_.index_modulo == 0) variant_.index_modulo = kNaturalModulo;
    const std::uint64_t counted = variant.restart_index ? in_block_ : position;
    index_ = static_cast<std::uint32_t>(counted % variant_.index_modulo);
}

std::string CipherVariant::describe() const {
    if (!enciphered) return "plain";
    std::string text = fmt::format("modulo {}", index_modulo);
    if (block == 0 || !(restart_index || restart_feedback)) return text;
    const char* what = restart_index && restart_feedback ? "position and feedback restart"
                       : restart_index                   ? "position restarts"
                                                         : "feedback restarts";
    return text + fmt::format(", {} every {}", what, block);
}

bool same_for(const CipherVariant& left, const CipherVariant& right, std::uint64_t size) {
    if (left == right || size == 0) return true;
    // Two variants that differ at all do so before the second block of the longer one ends.
    const std::uint64_t reach =
        2ULL * std::max({left.block, right.block, left.index_modulo, right.index_modulo, kNaturalModulo});
    CipherPlace one(left, 0), other(right, 0);
    for (std::uint64_t i = 0; i < std::min(size, reach); ++i, one.next(), other.next())
        if (one.mask() != other.mask() || one.feeds_back() != other.feeds_back()) return false;
    return true;
}

const std::vector<CipherVariant>& cipher_variants() {
    static const std::vector<CipherVariant> kVariants = make_cipher_variants();
    return kVariants;
}

void StringCipher::decode(MutableBytes bytes) {
    for (std::uint8_t& byte : bytes) {
        const std::uint8_t cipher = byte;
        if (place_.feeds_back()) byte ^= previous_;
        byte ^= place_.mask();
        previous_ = cipher;
        place_.next();
    }
}

void StringCipher::encode(MutableBytes bytes) {
    for (std::uint8_t& byte : bytes) {
        if (place_.feeds_back()) byte ^= previous_;
        byte ^= place_.mask();
        previous_ = byte;
        place_.next();
    }
}

ByteVector decoded(Bytes cipher, const CipherVariant& variant) {
    ByteVector bytes(cipher.begin(), cipher.end());
    StringCipher(variant).decode(bytes);
    return bytes;
}

ByteVector encoded(Bytes plain, const CipherVariant& variant) {
    ByteVector bytes(plain.begin(), plain.end());
    StringCipher(variant).encode(bytes);
    return bytes;
}

Result<void> DecodedBytes::read(std::uint64_t offset, MutableBytes into) const {
    TRY_VOID(cipher_->read(offset, into));
    if (into.empty()) return {};
    std::uint8_t previous = 0;
    if (offset != 0) TRY_VOID(cipher_->read(offset - 1, MutableBytes(&previous, 1)));
    StringCipher(variant_, offset, previous).decode(into);
    return {};
}

}  // namespace restante::postoffice
