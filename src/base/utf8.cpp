#include "base/utf8.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/byte_block.h"

namespace restante {
namespace {

constexpr std::uint8_t byte_at(std::string_view text, std::size_t index) {
    return static_cast<std::uint8_t>(text[index]);
}
constexpr bool is_continuation(std::uint8_t byte) { return (byte & 0xC0U) == 0x80U; }

// Length of the valid sequence at `index`, 0 if there is none.
std::size_t sequence_length(std::string_view text, std::size_t index) {
    const std::uint8_t lead = byte_at(text, index);
    if (lead < 0x80) return 1;
    std::size_t length = 0;
    std::uint32_t point = 0;
    std::uint32_t least = 0;
    if ((lead & 0xE0U) == 0xC0U) {
        length = 2;
        point = lead & 0x1FU;
        least = 0x80;
    } else if ((lead & 0xF0U) == 0xE0U) {
        length = 3;
        point = lead & 0x0FU;
        least = 0x800;
    } else if ((lead & 0xF8U) == 0xF0U) {
        length = 4;
        point = lead & 0x07U;
        least = 0x10000;
    } else
        return 0;
    if (length > text.size() - index) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        const std::uint8_t next = byte_at(text, index + i);
        if (!is_continuation(next)) return 0;
        point = (point << 6U) | (next & 0x3FU);
    }
    if (point < least || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return 0;
    return length;
}

}  // namespace

std::size_t ascii_prefix(std::string_view text) {
    return unmarked_prefix(text, [](ByteBlock block) { return block.at_least(0x80); });
}

bool is_valid_utf8(std::string_view text) {
    for (std::size_t index = ascii_prefix(text); index < text.size();) {
        const std::size_t length = sequence_length(text, index);
        if (length == 0) return false;
        index += length;
        if (index < text.size() && byte_at(text, index) < 0x80) index += ascii_prefix(text.substr(index));
    }
    return true;
}

void append_utf8(std::uint32_t point, std::string& into) {
    const auto tail = [&](unsigned shift) { into += static_cast<char>(0x80U | ((point >> shift) & 0x3FU)); };
    if (point < 0x80) {
        into += static_cast<char>(point);
        return;
    }
    if (point < 0x800) {
        into += static_cast<char>(0xC0U | point >> 6U);
    } else if (point < 0x10000) {
        into += static_cast<char>(0xE0U | point >> 12U);
        tail(6);
    } else {
        into += static_cast<char>(0xF0U | point >> 18U);
        tail(12);
        tail(6);
    }
    tail(0);
}

std::string_view utf8_prefix(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text;
    while (limit > 0 && is_continuation(byte_at(text, limit))) --limit;
    return text.substr(0, limit);
}

std::size_t utf8_length(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char byte) { return !is_continuation(static_cast<std::uint8_t>(byte)); }));
}

std::size_t utf8_index(std::string_view text, std::size_t index) {
    std::size_t position = 0;
    while (position < text.size() && index > 0) {
        ++position;
        while (position < text.size() && is_continuation(byte_at(text, position))) ++position;
        --index;
    }
    return position;
}

std::u32string utf8_characters(std::string_view text) {
    constexpr unsigned kBitsAByte = 6;
    std::u32string characters;
    for (std::size_t index = 0; index < text.size();) {
        const std::size_t length = std::max<std::size_t>(1, sequence_length(text, index));
        std::uint32_t character = byte_at(text, index);
        if (length > 1) character &= 0x7FU >> length;
        for (std::size_t i = 1; i < length; ++i)
            character = character << kBitsAByte | (byte_at(text, index + i) & 0x3FU);
        characters += static_cast<char32_t>(character);
        index += length;
    }
    return characters;
}

}  // namespace restante
