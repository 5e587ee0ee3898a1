#include "formats/mime/text_body.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/bytes.h"
#include "formats/mime/base64.h"
#include "formats/mime/clean_text.h"

namespace restante::mime {
namespace {

bool contains(std::string_view text, char letter) {
    return !text.empty() && std::memchr(text.data(), letter, text.size()) != nullptr;
}

// Eight bytes a step: this runs over every body.
bool all_ascii(std::string_view text) {
    constexpr std::uint64_t kHighBits = 0x8080808080808080U;
    std::uint64_t seen = 0;
    std::size_t index = 0;
    for (; index + 8 <= text.size(); index += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + index, 8);
        seen |= word;
    }
    for (; index < text.size(); ++index) seen |= static_cast<std::uint8_t>(text[index]);
    return (seen & kHighBits) == 0;
}

void append_with_unix_ends(std::string_view text, std::string& into) {
    while (true) {
        const std::size_t cr = text.find('\r');
        into += text.substr(0, cr);
        if (cr == std::string_view::npos) return;
        into += '\n';
        text.remove_prefix(cr + 1);
        if (text.starts_with('\n')) text.remove_prefix(1);
    }
}

void show_nuls(std::string& text) {
    std::string shown;
    for (const char letter : text) {
        if (letter == '\0')
            shown += "\xE2\x90\x80";
        else
            shown += letter;
    }
    text = std::move(shown);
}

bool has_line_longer_than(std::string_view lines, std::size_t limit) {
    while (lines.size() > limit) {
        const std::size_t end = lines.find('\n');
        if (std::min(end, lines.size()) > limit) return true;
        lines.remove_prefix(end + 1);
    }
    return false;
}

// Text for a CR LF target; `lines` has LF.
void append_lines(std::string_view lines, LineEnd line_end, std::string& out) {
    if (line_end == LineEnd::lf) {
        out += lines;
        return;
    }
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        out += lines.substr(0, end);
        if (end == std::string_view::npos) return;
        out += "\r\n";
        lines.remove_prefix(end + 1);
    }
}

// Must be written =XX wherever it stands in a line. Blanks and tabs only matter at its end.
constexpr std::array<bool, 256> kMustEscape = [] {
    std::array<bool, 256> must{};
    for (std::size_t byte = 0; byte < must.size(); ++byte)
        must[byte] = byte >= 0x7F || byte == '=' || (byte < 0x20 && byte != '\t' && byte != '\n');
    return must;
}();

bool must_escape(char letter) { return kMustEscape[static_cast<std::uint8_t>(letter)]; }

TransferEncoding choose(std::string_view lines, bool ascii) {
    if (ascii && !has_line_longer_than(lines, kLongestLine)) return TransferEncoding::seven_bit;
    const auto escaped = static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), must_escape));
    const std::size_t quoted = lines.size() + 2 * escaped;
    const auto breaks = static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
    return quoted <= (lines.size() + breaks + 2) / 3 * 4 ? TransferEncoding::quoted_printable
                                                         : TransferEncoding::base64;
}

}  // namespace

std::string_view name_of(TransferEncoding encoding) {
    switch (encoding) {
        case TransferEncoding::seven_bit:
            return "7bit";
        case TransferEncoding::quoted_printable:
            return "quoted-printable";
        case TransferEncoding::base64:
            break;
    }
    return "base64";
}

void TextBody::assign(std::string_view text) {
    lines_.clear();
    ascii_ = all_ascii(text);
    if (ascii_) {
        append_with_unix_ends(text, lines_);
    } else {
        std::string valid;
        append_valid_utf8(text, valid);
        append_with_unix_ends(valid, lines_);
    }
    if (contains(lines_, '\0')) {
        show_nuls(lines_);
        ascii_ = false;
    }
    encoding_ = choose(lines_, ascii_);
}

void TextBody::append_to(std::string& out, LineEnd line_end) const {
    switch (encoding_) {
        case TransferEncoding::seven_bit:
            append_lines(lines_, line_end, out);
            return;
        case TransferEncoding::quoted_printable:
            append_quoted_printable(lines_, line_end, out);
            return;
        case TransferEncoding::base64: {
            std::string canonical;  // RFC 2045 6.8: text is encoded with CR LF
            append_lines(lines_, LineEnd::crlf, canonical);
            append_base64_lines(as_bytes(canonical), line_end, out);
            return;
        }
    }
}

void append_quoted_printable(std::string_view lines, LineEnd line_end, std::string& out) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    constexpr std::size_t kLine = 75;  // leaves room for the soft break's "="
    const std::string_view end_of_line = text_of(line_end);
    const std::size_t before = out.size();
    // Three for each byte, and a soft break of up to three for each 25 of those: room for the worst case.
    out.resize(before + lines.size() * 3 + lines.size() / 8 + 8);
    char* to = out.data() + before;
    const auto put = [&to](std::string_view text) {
        std::memcpy(to, text.data(), text.size());
        to += text.size();
    };
    std::size_t column = 0;
    for (std::size_t index = 0; index < lines.size(); ++index) {
        const char letter = lines[index];
        if (letter == '\n') {
            put(end_of_line);
            column = 0;
            continue;
        }
        const bool blank = letter == ' ' || letter == '\t';
        const bool escape = must_escape(letter) || (blank && (index + 1 == lines.size() || lines[index + 1] == '\n'));
        const std::size_t width = escape ? 3 : 1;
        if (column + width > kLine) {
            *to++ = '=';
            put(end_of_line);
            column = 0;
        }
        if (escape) {
            const auto byte = static_cast<std::uint8_t>(letter);
            *to++ = '=';
            *to++ = kHex[byte >> 4U];
            *to++ = kHex[byte & 15U];
        } else {
            *to++ = letter;
        }
        column += width;
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
}

}  // namespace restante::mime
