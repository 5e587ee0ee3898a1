#include "formats/mime/encoded_word.h"

#include <algorithm>
#include <string>

#include "base/bytes.h"
#include "formats/mime/base64.h"
#include "formats/mime/clean_text.h"

namespace restante::mime {
namespace {

constexpr std::size_t kWord = 75;  // RFC 2047 2: an encoded word
constexpr std::size_t kLine = 76;  // and a line that holds one
constexpr std::size_t kLongestPlainToken = 900;

bool is_safe_in_q(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '!' || letter == '*' || letter == '+' || letter == '-' || letter == '/';
}

std::size_t q_size(std::string_view text) {
    std::size_t size = 0;
    for (const char letter : text) size += is_safe_in_q(letter) || letter == ' ' ? 1U : 3U;
    return size;
}

void append_q(std::string_view text, std::string& into) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    for (const char letter : text) {
        if (letter == ' ') {
            into += '_';
        } else if (is_safe_in_q(letter)) {
            into += letter;
        } else {
            const auto byte = static_cast<std::uint8_t>(letter);
            into += '=';
            into += kHex[byte >> 4U];
            into += kHex[byte & 15U];
        }
    }
}

// As many whole characters of `text` as the encoding of at most `room` letters holds; at least one character.
std::string_view fitting(std::string_view text, bool by_q, std::size_t room) {
    std::size_t index = 0;
    std::size_t used = 0;
    while (index < text.size()) {
        const std::size_t size = character_size(text, index);
        const std::size_t cost = by_q ? used + q_size(text.substr(index, size)) : (index + size + 2) / 3 * 4;
        if (cost > room && index > 0) break;
        used = cost;
        index += size;
    }
    return text.substr(0, index);
}

void write_plain(FoldingLine& line, std::string_view text) {
    while (!text.empty()) {
        const std::size_t space = text.find(' ');
        line.token(text.substr(0, space));
        if (space == std::string_view::npos) return;
        text.remove_prefix(space + 1);
    }
}

// Words separated by single spaces, none too long: can be folded anywhere and comes back the same.
bool is_foldable(std::string_view text) {
    if (text.size() <= kLongestPlainToken)
        return !text.starts_with(' ') && !text.ends_with(' ') && text.find("  ") == std::string_view::npos;
    while (true) {
        const std::size_t token = std::min(text.find(' '), text.size());
        if (token == 0 || token > kLongestPlainToken) return false;
        if (token == text.size()) return true;
        text.remove_prefix(token + 1);
    }
}

bool needs_encoding(std::string_view token) {
    return !is_printable_ascii(token) || token.find("=?") != std::string_view::npos;
}

struct Stretch {
    std::size_t begin = 0, end = 0;  // equal: nothing needs encoding
};

// From the first word that needs encoding to the end of the last.
Stretch stretch_to_encode(std::string_view text) {
    Stretch stretch;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        if (needs_encoding(text.substr(begin, end - begin))) {
            if (stretch.end == 0) stretch.begin = begin;
            stretch.end = end;
        }
        begin = end + 1;
    }
    return stretch;
}

}  // namespace

void write_encoded_words(FoldingLine& line, std::string_view text) {
    constexpr std::string_view kOpenQ = "=?utf-8?Q?", kOpenB = "=?utf-8?B?", kClose = "?=";
    constexpr std::size_t kFrame = kOpenQ.size() + kClose.size();
    const bool by_q = q_size(text) <= (text.size() + 2) / 3 * 4;
    std::string word;
    while (!text.empty()) {
        // Too little room behind the name or the word before: better a new line than a word of one letter.
        if (line.column() + 1 + kFrame + 16 > kLine && !line.first()) {
            line.fold();
        } else {
            line.space();
        }
        line.set_started();
        const std::size_t left = line.column() < kLine ? kLine - line.column() : 0;
        const std::size_t room = std::min(kWord, left > kFrame + 12 ? left : kFrame + 12) - kFrame;
        const std::string_view part = fitting(text, by_q, room);
        word = by_q ? kOpenQ : kOpenB;
        if (by_q)
            append_q(part, word);
        else
            append_base64(as_bytes(part), word);
        word += kClose;
        line.glue(word);
        text.remove_prefix(part.size());
    }
}

void write_unstructured(FoldingLine& line, std::string_view value) {
    const bool printable = is_printable_ascii(value);
    const bool plain = printable && value.find("=?") == std::string_view::npos && is_foldable(value);
    if (plain) {
        if (line.column() + 1 + value.size() <= kWishedLine) {
            line.space();
            line.glue(value);
        } else {
            write_plain(line, value);
        }
        return;
    }
    const std::string text = clean(value);
    const Stretch stretch = stretch_to_encode(text);
    const std::string_view whole = text;
    std::string_view before = whole.substr(0, stretch.begin);
    std::string_view after = whole.substr(stretch.end);
    if (before.ends_with(' ')) before.remove_suffix(1);
    if (after.starts_with(' ')) after.remove_prefix(1);
    const bool mixed = stretch.end > stretch.begin && is_foldable(before) && is_foldable(after) &&
                       (stretch.begin == 0 || !before.empty()) && (stretch.end == whole.size() || !after.empty());
    if (!mixed) {
        write_encoded_words(line, whole);
        return;
    }
    write_plain(line, before);
    write_encoded_words(line, whole.substr(stretch.begin, stretch.end - stretch.begin));
    write_plain(line, after);
}

}  // namespace restante::mime
