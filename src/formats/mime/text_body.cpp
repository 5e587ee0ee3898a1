#include "formats/mime/text_body.h"

#include <algorithm>
#include <cstring>

#include "base/bytes.h"
#include "base/utf8.h"
#include "formats/mime/base64.h"
#include "formats/mime/clean_text.h"
#include "formats/mime/quoted_printable.h"

namespace restante::mime {
namespace {

bool contains(std::string_view text, char letter) {
    return !text.empty() && std::memchr(text.data(), letter, text.size()) != nullptr;
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

// Returns how many there were.
std::size_t show_nuls(std::string& text) {
    std::string shown;
    std::size_t count = 0;
    for (const char letter : text) {
        if (letter == '\0') {
            shown += "\xE2\x90\x80";
            ++count;
        } else {
            shown += letter;
        }
    }
    text = std::move(shown);
    return count;
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

TransferEncoding choose(std::string_view lines, bool ascii) {
    if (ascii && !has_line_longer_than(lines, kLongestLine)) return TransferEncoding::seven_bit;
    // Base64 carries text with CR LF; the line ends are counted only where they decide.
    const std::size_t quoted = quoted_printable_size(lines);
    const auto base64 = [](std::size_t size) { return (size + 2) / 3 * 4; };
    if (quoted <= base64(lines.size())) return TransferEncoding::quoted_printable;
    const auto breaks = static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
    return quoted <= base64(lines.size() + breaks) ? TransferEncoding::quoted_printable : TransferEncoding::base64;
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
    ascii_ = is_ascii(text);
    if (ascii_ || is_valid_utf8(text)) {
        append_with_unix_ends(text, lines_);
    } else {
        std::string valid;
        append_valid_utf8(text, valid);
        append_with_unix_ends(valid, lines_);
    }
    nuls_ = contains(lines_, '\0') ? show_nuls(lines_) : 0;
    ascii_ = ascii_ && nuls_ == 0;
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

}  // namespace restante::mime
