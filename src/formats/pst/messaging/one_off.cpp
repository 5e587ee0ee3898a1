#include "formats/pst/messaging/one_off.h"

#include <algorithm>
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
    std::erase(key, '\0');
    std::transform(key.begin(), key.end(), key.begin(), [](char character) {
        return character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character;
    });
    ByteVector bytes(key.begin(), key.end());
    bytes.push_back(0);
    return bytes;
}

}  // namespace restante::pst
