#include "targets/pst/fixed_font_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/utf8.h"

namespace restante::targets {
namespace {

// Ten points; a tab of eight characters is 960 twentieths of a point.
constexpr std::string_view kHead =
    "{\\rtf1\\ansi\\ansicpg1252\\deff0\\deftab960{\\fonttbl{\\f0\\fmodern\\fcharset0 Courier New;}}\r\n"
    "\\uc1\\pard\\plain\\f0\\fs20 ";
constexpr std::string_view kAttachment = "\\objattph\\'20";

// The code point of a valid UTF-8 sequence of two bytes or more.
std::uint32_t code_point(std::string_view sequence) {
    std::uint32_t point = static_cast<unsigned char>(sequence.front()) & (0x7FU >> sequence.size());
    for (const char byte : sequence.substr(1)) point = point << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
    return point;
}

// UTF-16 units as signed numbers, and what older readers show instead.
void append_unicode(std::uint32_t point, std::string& rtf) {
    const auto unit = [&](std::uint32_t value) {
        fmt::format_to(std::back_inserter(rtf), "\\u{}?", static_cast<std::int16_t>(value));
    };
    if (point < 0x10000) return unit(point);
    unit(0xD800 + ((point - 0x10000) >> 10U));
    unit(0xDC00 + ((point - 0x10000) & 0x3FFU));
}

void append_ascii(char letter, std::string& rtf) {
    if (letter == '\\' || letter == '{' || letter == '}') {
        rtf += '\\';
        rtf += letter;
    } else if (letter == '\t') {
        rtf += "\\tab ";
    } else if (letter == '\n') {
        rtf += "\\par\r\n";
    } else if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F) {
        fmt::format_to(std::back_inserter(rtf), "\\'{:02x}", static_cast<unsigned char>(letter));
    } else {
        rtf += letter;
    }
}

}  // namespace

std::string fixed_font_rtf(std::string_view text, std::vector<std::uint32_t> places) {
    std::sort(places.begin(), places.end());
    std::string rtf(kHead);
    rtf.reserve(kHead.size() + text.size() + text.size() / 8);
    auto place = places.begin();
    std::uint32_t character = 0;
    while (!text.empty()) {
        const std::size_t size = utf8_index(text, 1);
        const bool attached = place != places.end() && *place == character;
        for (; place != places.end() && *place == character; ++place) rtf += kAttachment;
        if (size > 1)
            append_unicode(code_point(text.substr(0, size)), rtf);
        else if (text.front() != '\r' && !(attached && text.front() == ' '))
            append_ascii(text.front(), rtf);
        text.remove_prefix(size);
        ++character;
    }
    for (; place != places.end(); ++place) rtf += kAttachment;
    rtf += '}';
    return rtf;
}

}  // namespace restante::targets
