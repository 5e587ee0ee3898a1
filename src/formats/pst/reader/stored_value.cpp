#include <fmt/format.h>

#include <bit>

#include "base/utf16.h"
#include "formats/pst/little_endian.h"
#include "formats/pst/reader/property_context.h"

namespace restante::pst::reader {
namespace {

constexpr std::uint16_t kMultiple = 0x1000;
std::string text_of(std::uint16_t type, Bytes bytes, const TextDecoder& decoder) {
    if (type == 0x001F) return from_utf16(bytes);
    return decoder ? decoder(bytes) : std::string(bytes.begin(), bytes.end());
}

// The pieces of a multi-value of varying size: count, offsets, values.
Result<std::vector<Bytes>> pieces(Bytes bytes) {
    std::vector<Bytes> result;
    if (bytes.empty()) return result;
    const std::size_t count = bytes.size() < 4 ? bytes.size() : load_le<std::uint32_t>(bytes, 0);
    if (bytes.size() < 4 || count > (bytes.size() - 4) / 4)
        return fail(Errc::bad_value, "a multiple value is shorter than its list of offsets");
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t start = load_le<std::uint32_t>(bytes, 4 + 4 * i);
        const std::size_t end = i + 1 < count ? load_le<std::uint32_t>(bytes, 8 + 4 * i) : bytes.size();
        if (start < 4 + 4 * count || end < start || end > bytes.size())
            return fail(Errc::bad_value, "the offsets of a multiple value are out of order");
        result.push_back(bytes.subspan(start, end - start));
    }
    return result;
}

Result<Value> decode_multiple(std::uint16_t type, Bytes bytes, const TextDecoder& decoder) {
    if (type == 0x0003) {
        if (bytes.size() % 4 != 0) return fail(Errc::bad_value, "a list of integers has a broken length");
        std::vector<std::int32_t> numbers;
        for (std::size_t at = 0; at < bytes.size(); at += 4)
            numbers.push_back(static_cast<std::int32_t>(load_le<std::uint32_t>(bytes, at)));
        return Value(std::move(numbers));
    }
    if (type != 0x001E && type != 0x001F && type != 0x0102)
        return fail(Errc::unsupported, fmt::format("multiple values of type {:04x} are not read", type));
    const std::vector<Bytes> parts = TRY(pieces(bytes));
    if (type == 0x0102) {
        std::vector<ByteVector> list;
        for (const Bytes part : parts) list.emplace_back(part.begin(), part.end());
        return Value(std::move(list));
    }
    std::vector<std::string> list;
    for (const Bytes part : parts) list.push_back(text_of(type, part, decoder));
    return Value(std::move(list));
}

}  // namespace

std::size_t stored_size(std::uint16_t type) {
    switch (type) {
        case 0x000B:
            return 1;
        case 0x0002:
            return 2;
        case 0x0003:
        case 0x0004:
        case 0x000A:
            return 4;
        case 0x0005:
        case 0x0006:
        case 0x0007:
        case 0x0014:
        case 0x0040:
            return 8;
        case 0x0048:
            return 16;
        default:
            return 0;
    }
}

bool is_known_type(std::uint16_t type) {
    const auto single = static_cast<std::uint16_t>(type & ~kMultiple);
    const bool varying = single == 0x001E || single == 0x001F || single == 0x0102;
    if (stored_size(single) > 0) return (type & kMultiple) == 0 || (single != 0x000A && single != 0x000B);
    return varying || type == 0x000D || type == 0x00FB || type == 0x00FD || type == 0x00FE;
}

Result<Value> decode_value(std::uint16_t type, Bytes bytes, const TextDecoder& decoder) {
    if ((type & kMultiple) != 0) return decode_multiple(type & ~kMultiple & 0xFFFF, bytes, decoder);
    if (const std::size_t size = stored_size(type); size != 0 && bytes.size() != size)
        return fail(Errc::bad_value, fmt::format("a value of type {:04x} has {} bytes", type, bytes.size()));
    switch (type) {
        case 0x000B:
            return Value(bytes[0] != 0);
        case 0x0002:
            return Value(std::int32_t{static_cast<std::int16_t>(load_le<std::uint16_t>(bytes, 0))});
        case 0x0003:
        case 0x000A:
            return Value(static_cast<std::int32_t>(load_le<std::uint32_t>(bytes, 0)));
        case 0x0004:
            return Value(double{std::bit_cast<float>(load_le<std::uint32_t>(bytes, 0))});
        case 0x0005:
        case 0x0007:
            return Value(std::bit_cast<double>(load_le<std::uint64_t>(bytes, 0)));
        case 0x0006:
        case 0x0014:
            return Value(static_cast<std::int64_t>(load_le<std::uint64_t>(bytes, 0)));
        case 0x0040:
            return Value(FileTime{load_le<std::uint64_t>(bytes, 0)});
        case 0x0048: {
            Guid guid{};
            std::copy(bytes.begin(), bytes.end(), guid.begin());
            return Value(guid);
        }
        case 0x001E:
        case 0x001F:
            return Value(text_of(type, bytes, decoder));
        case 0x000D:
        case 0x0102:
            return Value(ByteVector(bytes.begin(), bytes.end()));
        default:
            return fail(Errc::unsupported, fmt::format("values of type {:04x} are not read", type));
    }
}

}  // namespace restante::pst::reader
