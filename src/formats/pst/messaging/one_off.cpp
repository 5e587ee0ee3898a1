#include "formats/pst/messaging/one_off.h"

#include <array>
#include <string>

#include "formats/pst/little_endian.h"

namespace restante::pst {
namespace {

constexpr std::array<std::uint8_t, 16> kOneOffProvider{0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19,
                                                       0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02};
constexpr std::uint16_t kNoRichInfo = 0x0001;
constexpr std::uint16_t kUtf16 = 0x8000;

void append_terminated(const ltp::TextCodec& codec, std::string_view text, ByteVector& into) {
    std::string clean(text);
    std::erase(clean, '\0');
    codec.append(clean, into);
    into.resize(into.size() + (codec.format() == Format::unicode ? 2 : 1));
}

// Of a Latin-1 letter.
std::uint8_t capital_of(std::uint8_t letter) {
    constexpr std::uint8_t kDivisionSign = 0xF7;
    const bool small =
        (letter >= 'a' && letter <= 'z') || (letter >= 0xE0 && letter <= 0xFE && letter != kDivisionSign);
    return small ? static_cast<std::uint8_t>(letter - 0x20) : letter;
}

}  // namespace

ByteVector one_off_entry_id(const ltp::TextCodec& codec, std::string_view name, std::string_view address_type,
                            std::string_view address, bool send_rich_info) {
    ByteVector id(4);
    append_bytes(id, kOneOffProvider);
    append_le(id, std::uint16_t{0});
    const std::uint16_t encoding = codec.format() == Format::unicode ? kUtf16 : std::uint16_t{0};
    append_le(id, static_cast<std::uint16_t>(encoding | (send_rich_info ? 0U : kNoRichInfo)));
    append_terminated(codec, name, id);
    append_terminated(codec, address_type, id);
    append_terminated(codec, address, id);
    return id;
}

ByteVector address_search_key(std::string_view address_type, std::string_view address) {
    std::string key(address_type);
    key += ':';
    key += address;
    ByteVector bytes;
    bytes.reserve(key.size() + 1);
    for (std::size_t i = 0; i < key.size(); ++i) {
        const auto byte = static_cast<std::uint8_t>(key[i]);
        if (byte == 0 || (byte & 0xC0U) == 0x80U) continue;
        const bool latin = (byte == 0xC2 || byte == 0xC3) && i + 1 < key.size();
        const std::uint8_t letter =
            byte < 0x80 ? byte
            : latin
                ? static_cast<std::uint8_t>(((byte & 0x03U) << 6U) | (static_cast<std::uint8_t>(key[i + 1]) & 0x3FU))
                : std::uint8_t{'?'};
        bytes.push_back(capital_of(letter));
    }
    bytes.push_back(0);
    return bytes;
}

}  // namespace restante::pst
