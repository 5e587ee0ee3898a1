// A shrinking view over bytes that knows its absolute file offset, so that every error says where.
//
// Reads past the end fail with Errc::truncated and leave the position unchanged. Nothing is ever allocated.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "base/bytes.h"
#include "base/result.h"

namespace restante {

class ByteReader {
public:
    explicit ByteReader(Bytes bytes, std::uint64_t file_offset = 0) : bytes_(bytes), file_offset_(file_offset) {}

    [[nodiscard]] std::size_t position() const { return position_; }                 // from the start of the view
    [[nodiscard]] std::uint64_t offset() const { return file_offset_ + position_; }  // absolute in the file
    [[nodiscard]] std::size_t remaining() const { return bytes_.size() - position_; }
    [[nodiscard]] bool at_end() const { return remaining() == 0; }

    Result<void> seek(std::size_t position) {
        if (position > bytes_.size()) return fail(Errc::truncated, "offset outside the data", file_offset_ + position);
        position_ = position;
        return {};
    }

    Result<Bytes> bytes(std::size_t count) {
        if (count > remaining()) return fail(Errc::truncated, "data ends too early", offset());
        const Bytes view = bytes_.subspan(position_, count);
        position_ += count;
        return view;
    }

    Result<void> skip(std::size_t count) {
        TRY(bytes(count));
        return {};
    }

    // Little-endian unsigned integer.
    template <std::unsigned_integral T>
    Result<T> le() {
        if (sizeof(T) > remaining()) return fail(Errc::truncated, "data ends too early", offset());
        T value = 0;
        if constexpr (std::endian::native == std::endian::little) {
            std::memcpy(&value, bytes_.data() + position_, sizeof(T));
        } else {
            for (std::size_t i = sizeof(T); i-- > 0;)
                value = static_cast<T>((static_cast<std::uint64_t>(value) << 8U) | bytes_[position_ + i]);
        }
        position_ += sizeof(T);
        return value;
    }

    // Big-endian unsigned integer.
    template <std::unsigned_integral T>
    Result<T> be() {
        const Bytes view = TRY(bytes(sizeof(T)));
        T value = 0;
        for (const std::uint8_t byte : view) value = static_cast<T>((static_cast<std::uint64_t>(value) << 8U) | byte);
        return value;
    }

    // Bytes up to a NUL, which is consumed but not returned; fails when there is none.
    Result<Bytes> until_nul();

private:
    Bytes bytes_;
    std::uint64_t file_offset_;
    std::size_t position_ = 0;
};

}  // namespace restante
