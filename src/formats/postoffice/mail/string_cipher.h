// The cipher of strings in messages, attachments and possibly other files of a postoffice.
// Source: docs/formats/postoffice-mail.md 3. Each byte depends on its position, on the cipher byte in front of it and
// on eight key bytes. Proved for the first 34 bytes of an element only; what may differ behind them is a parameter.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/result.h"

namespace restante::postoffice {

constexpr std::array<std::uint8_t, 8> kStringKey{0x58, 0x70, 0x75, 0x59, 0x62, 0x74, 0x66, 0x5A};

struct CipherVariant {
    bool enciphered = true;            // false: stored as plain text
    std::uint32_t index_modulo = 256;  // the position counts modulo this; 0 is taken as 256
    std::uint32_t block = 0;           // bytes after which something starts again; 0: nothing does
    bool restart_index = false;        // the position
    bool restart_feedback = false;     // the cipher byte in front counts as 0

    bool operator==(const CipherVariant&) const = default;

    [[nodiscard]] std::string describe() const;  // "modulo 256, feedback restarts every 512"
};

// Whether data of `size` bytes is deciphered alike by both, whatever it holds.
[[nodiscard]] bool same_for(const CipherVariant& left, const CipherVariant& right, std::uint64_t size);

// Every variant worth trying, no two of them alike, the natural one (no restart, modulo 256) first.
[[nodiscard]] const std::vector<CipherVariant>& cipher_variants();

// A position as a variant counts it. Counted on rather than divided anew, for every byte of all mail comes by here.
class CipherPlace {
public:
    CipherPlace(const CipherVariant& variant, std::uint64_t position);
    [[nodiscard]] std::uint8_t mask() const {
        return variant_.enciphered ? static_cast<std::uint8_t>(index_ ^ kStringKey[index_ % kStringKey.size()]) : 0;
    }
    [[nodiscard]] bool feeds_back() const {
        return variant_.enciphered && !at_start_ &&
               !(variant_.restart_feedback && variant_.block != 0 && in_block_ == 0);
    }
    void next() {
        at_start_ = false;
        if (++index_ == variant_.index_modulo) index_ = 0;
        if (++in_block_ != variant_.block) return;
        in_block_ = 0;
        if (variant_.restart_index) index_ = 0;
    }

private:
    CipherVariant variant_;
    bool at_start_;
    std::uint32_t index_;     // counts modulo index_modulo
    std::uint64_t in_block_;  // counts modulo block; without blocks, on and on
};

// One run over an element; may be called for successive pieces.
class StringCipher {
public:
    explicit StringCipher(CipherVariant variant = {}, std::uint64_t position = 0, std::uint8_t previous = 0)
        : place_(variant, position), previous_(previous) {}

    void decode(MutableBytes bytes);  // in place
    void encode(MutableBytes bytes);

private:
    CipherPlace place_;
    std::uint8_t previous_;  // cipher byte in front
};

[[nodiscard]] ByteVector decoded(Bytes cipher, const CipherVariant& variant = {});
[[nodiscard]] ByteVector encoded(Bytes plain, const CipherVariant& variant = {});

// A whole file seen through the cipher; reads anywhere.
class DecodedBytes final : public ByteSource {
public:
    DecodedBytes(ByteSourcePointer cipher, CipherVariant variant) : cipher_(std::move(cipher)), variant_(variant) {}
    [[nodiscard]] std::uint64_t size() const override { return cipher_->size(); }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override;
    void forget() const override { cipher_->forget(); }

private:
    ByteSourcePointer cipher_;
    CipherVariant variant_;
};

}  // namespace restante::postoffice
