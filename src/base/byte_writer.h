// Appends integers and bytes to a growing buffer. Cannot fail.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "base/bytes.h"

namespace restante {

class ByteWriter {
public:
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] Bytes view() const { return bytes_; }
    [[nodiscard]] ByteVector take() && { return std::move(bytes_); }

    template <std::unsigned_integral T>
    void le(T value) {
        for (std::size_t i = 0; i < sizeof(T); ++i)
            bytes_.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i)));
    }

    template <std::unsigned_integral T>
    void be(T value) {
        for (std::size_t i = sizeof(T); i-- > 0;)
            bytes_.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i)));
    }

    void bytes(Bytes data) { bytes_.insert(bytes_.end(), data.begin(), data.end()); }
    void text(std::string_view data) { bytes(as_bytes(data)); }
    void text_nul(std::string_view data) {
        text(data);
        bytes_.push_back(0);
    }
    void zeros(std::size_t count) { bytes_.insert(bytes_.end(), count, 0); }

    // Zero bytes until the size is a multiple of `alignment` (> 0).
    void align(std::size_t alignment) {
        if (const std::size_t over = bytes_.size() % alignment; over != 0) zeros(alignment - over);
    }

    // Overwrites bytes written earlier; `position` + size must lie inside what was written.
    template <std::unsigned_integral T>
    void patch_le(std::size_t position, T value) {
        for (std::size_t i = 0; i < sizeof(T); ++i)
            bytes_[position + i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i));
    }

private:
    ByteVector bytes_;
};

}  // namespace restante
