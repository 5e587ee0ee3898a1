#include "base/display_width.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>

#include "base/utf8.h"

namespace restante {
namespace {

constexpr std::string_view kCut = "...";

struct Character {
    std::size_t bytes = 1;
    std::size_t columns = 1;
};

std::size_t columns_of(UChar32 code_point) {
    const auto category = static_cast<UCharCategory>(u_charType(code_point));
    if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) return 0;
    const auto syllable = u_getIntPropertyValue(code_point, UCHAR_HANGUL_SYLLABLE_TYPE);
    if (syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO) return 0;  // joins the one before
    const auto width = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

// `text` is not empty.
Character first_character(std::string_view text) {
    const std::string_view bytes = text.substr(0, utf8_index(text, 1));
    if (!is_valid_utf8(bytes)) return {};
    const auto whole =
        icu::UnicodeString::fromUTF8(icu::StringPiece(bytes.data(), static_cast<std::int32_t>(bytes.size())));
    return {bytes.size(), columns_of(whole.char32At(0))};
}

// The longest beginning of at most `columns` columns, in bytes; marks that belong to its last character included.
std::size_t fitting(std::string_view text, std::size_t columns) {
    std::size_t end = 0;
    while (end < text.size()) {
        const Character character = first_character(text.substr(end));
        if (character.columns > columns) break;
        columns -= character.columns;
        end += character.bytes;
    }
    return end;
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
    std::size_t columns = 0;
    while (!utf8.empty()) {
        const Character character = first_character(utf8);
        columns += character.columns;
        utf8.remove_prefix(character.bytes);
    }
    return columns;
}

std::string cut_to_width(std::string_view utf8, std::size_t columns) {
    if (fitting(utf8, columns) == utf8.size()) return std::string(utf8);
    const std::string_view mark = kCut.substr(0, std::min(columns, kCut.size()));
    return std::string(utf8.substr(0, fitting(utf8, columns - mark.size()))) + std::string(mark);
}

}  // namespace restante
