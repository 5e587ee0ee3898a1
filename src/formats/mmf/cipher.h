// The substitution ciphers of the store body, keyed by nothing but the file offset of each byte. There is no password.
// Source: docs/formats/mmf.md 2.6 (standard), 2.7 (alternate).
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::mmf {

class Cipher {
public:
    // The usual cipher; its own inverse, period 64 KiB.
    [[nodiscard]] static Cipher standard() { return Cipher(0); }
    // The weaker one for compressed disks: constant over runs of `divisor` bytes. bad_value when `divisor` is 0.
    static Result<Cipher> alternate(std::uint32_t divisor);

    // In place; `offset` is the absolute file offset of the first byte.
    void decipher(std::uint64_t offset, MutableBytes bytes) const;
    void encipher(std::uint64_t offset, MutableBytes bytes) const;

    [[nodiscard]] std::uint32_t divisor() const { return divisor_; }  // 0: standard

private:
    explicit Cipher(std::uint32_t divisor) : divisor_(divisor) {}
    std::uint32_t divisor_;
};

}  // namespace restante::mmf
