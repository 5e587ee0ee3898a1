// What encoding a table is in, and UTF-8 from it.
#include <cstdint>

#include "base/utf8.h"
#include "formats/csv/csv_reader.h"

namespace restante::csv {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kLittleMark = "\xFF\xFE";
constexpr std::string_view kBigMark = "\xFE\xFF";

Result<std::string> from_utf16(std::string_view bytes, bool big) {
    if (bytes.size() % 2 != 0) return fail(Errc::bad_value, "the text ends in the middle of a UTF-16 unit");
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<std::uint8_t>(bytes[at]), second = static_cast<std::uint8_t>(bytes[at + 1]);
        return static_cast<std::uint32_t>(big ? first << 8U | second : second << 8U | first);
    };
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 2; at < bytes.size(); at += 2) {
        std::uint32_t point = unit(at);
        if (point >= 0xD800 && point < 0xDC00 && at + 2 < bytes.size()) {
            const std::uint32_t low = unit(at + 2);
            if (low < 0xDC00 || low >= 0xE000) return fail(Errc::bad_value, "half a surrogate pair in UTF-16 text");
            point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
            at += 2;
        } else if (point >= 0xD800 && point < 0xE000) {
            return fail(Errc::bad_value, "half a surrogate pair in UTF-16 text");
        }
        append_utf8(point, text);
    }
    return text;
}

}  // namespace

Encoding encoding_of(std::string_view bytes) {
    if (bytes.starts_with(kUtf8Mark)) return Encoding::utf8;
    if (bytes.starts_with(kLittleMark)) return Encoding::utf16_little;
    if (bytes.starts_with(kBigMark)) return Encoding::utf16_big;
    return is_valid_utf8(bytes) ? Encoding::utf8 : Encoding::other;
}

Result<std::string> to_utf8(std::string_view bytes) {
    const Encoding encoding = encoding_of(bytes);
    if (encoding == Encoding::utf16_little || encoding == Encoding::utf16_big)
        return from_utf16(bytes, encoding == Encoding::utf16_big);
    if (bytes.starts_with(kUtf8Mark)) bytes.remove_prefix(kUtf8Mark.size());
    if (!is_valid_utf8(bytes)) return fail(Errc::bad_value, "the text is no UTF-8");
    return std::string(bytes);
}

}  // namespace restante::csv
