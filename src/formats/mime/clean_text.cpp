#include "formats/mime/clean_text.h"

#include <algorithm>
#include <cstdint>

#include "base/byte_block.h"
#include "base/control_picture.h"
#include "base/utf8.h"

namespace restante::mime {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Length of the valid character at `index`, 0 when there is none.
std::size_t valid_size(std::string_view text, std::size_t index) {
    for (std::size_t size = 1; size <= 4 && size <= text.size() - index; ++size)
        if (is_valid_utf8(text.substr(index, size))) return size;
    return 0;
}

}  // namespace

bool is_printable_ascii(std::string_view text) {
    return unmarked_prefix(text, [](ByteBlock block) { return block.at_least(0x7F) | block.below(0x20); }) ==
           text.size();
}

void append_valid_utf8(std::string_view text, std::string& into) {
    if (is_valid_utf8(text)) {
        into += text;
        return;
    }
    for (std::size_t index = 0; index < text.size();) {
        const std::size_t size = valid_size(text, index);
        into += size == 0 ? kReplacement : text.substr(index, size);
        index += size == 0 ? 1 : size;
    }
}

void append_clean(std::string_view text, std::string& into) {
    if (is_printable_ascii(text)) {
        into += text;
        return;
    }
    std::string valid;
    append_valid_utf8(text, valid);
    for (const char letter : valid) {
        if (is_ascii_control(letter))
            append_control_picture(letter, into);
        else
            into += letter;
    }
}

std::string clean(std::string_view text) {
    std::string cleaned;
    append_clean(text, cleaned);
    return cleaned;
}

std::string one_line(std::string_view text) {
    if (is_printable_ascii(text)) return std::string(text);
    std::string line;
    for (std::size_t index = 0; index < text.size(); ++index) {
        const char letter = text[index];
        if (letter == '\r' && index + 1 < text.size() && text[index + 1] == '\n') continue;
        line += letter == '\r' || letter == '\n' || letter == '\t' ? ' ' : letter;
    }
    return clean(line);
}

std::size_t character_size(std::string_view valid_utf8, std::size_t index) {
    const auto lead = static_cast<std::uint8_t>(valid_utf8[index]);
    std::size_t size = 1;
    if (lead >= 0xF0)
        size = 4;
    else if (lead >= 0xE0)
        size = 3;
    else if (lead >= 0xC0)
        size = 2;
    return std::min(size, valid_utf8.size() - index);
}

}  // namespace restante::mime
