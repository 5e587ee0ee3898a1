// SHA-256 by OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/result.h"

namespace restante {

class Sha256 {
public:
    using Digest = std::array<std::uint8_t, 32>;

    Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();

    void update(Bytes bytes);
    Digest finish();  // afterwards the object starts anew
    std::string finish_hex();

    static Digest of(Bytes bytes);
    static std::string hex_of(Bytes bytes);
    static Result<std::string> hex_of(const ByteSource& source);  // the source's read errors

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace restante
