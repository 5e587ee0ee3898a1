#include "formats/tnef/reply_list.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/byte_reader.h"

namespace restante::tnef {
namespace {

constexpr std::array<std::uint8_t, 16> kOneOff{0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19,
                                               0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02};
constexpr std::uint16_t kUnicode = 0x8000;

Result<ByteVector> read_terminated(ByteReader& reader, bool unicode) {
    if (!unicode) {
        const Bytes text = TRY(reader.until_nul());
        return ByteVector(text.begin(), text.end());
    }
    ByteVector text;
    for (;;) {
        const Bytes unit = TRY(reader.bytes(2));
        if (unit[0] == 0 && unit[1] == 0) return text;
        text.insert(text.end(), unit.begin(), unit.end());
    }
}

// Nothing: the entry of an address book.
Result<std::optional<OneOffAddress>> read_entry(Bytes entry) {
    ByteReader reader(entry);
    TRY_VOID(reader.skip(4));
    const Bytes provider = TRY(reader.bytes(kOneOff.size()));
    if (!std::ranges::equal(provider, kOneOff)) return std::optional<OneOffAddress>{};
    TRY_VOID(reader.skip(2));
    OneOffAddress address;
    address.unicode = (TRY(reader.le<std::uint16_t>()) & kUnicode) != 0;
    for (ByteVector* text : {&address.name, &address.type, &address.address})
        *text = TRY(read_terminated(reader, address.unicode));
    return std::optional(std::move(address));
}

}  // namespace

std::vector<OneOffAddress> read_reply_list(Bytes list) {
    std::vector<OneOffAddress> addresses;
    ByteReader reader(list);
    const auto count = reader.le<std::uint32_t>();
    if (!count || !reader.le<std::uint32_t>()) return addresses;
    for (std::uint32_t i = 0; i < *count; ++i) {
        const auto size = reader.le<std::uint32_t>();
        const auto entry = size ? reader.bytes(*size) : fail(size.error());
        if (!entry) break;
        if (auto address = read_entry(*entry); address && *address) addresses.push_back(std::move(**address));
        static_cast<void>(reader.skip(std::min<std::size_t>((4 - *size % 4) % 4, reader.remaining())));
    }
    return addresses;
}

}  // namespace restante::tnef
