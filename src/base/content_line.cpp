#include "base/content_line.h"

#include <cstddef>

#include "base/control_picture.h"
#include "base/utf8.h"

namespace restante {
namespace {

constexpr std::size_t kLongestContentLine = 75;  // bytes without the line end

}  // namespace

void append_content_line(std::string_view line, std::string& into) {
    std::size_t room = kLongestContentLine;
    while (line.size() > room) {
        std::string_view piece = utf8_prefix(line, room);
        if (piece.empty()) piece = line.substr(0, room);  // no UTF-8: there are no characters to keep whole
        into += piece;
        into += "\r\n ";
        line.remove_prefix(piece.size());
        room = kLongestContentLine - 1;  // the blank counts
    }
    into += line;
    into += "\r\n";
}

std::string content_text(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        if (letter == '\r' || letter == '\n') {
            result += "\\n";
            if (letter == '\r' && text.substr(i + 1).starts_with('\n')) ++i;
        } else if (letter != '\t' && is_ascii_control(letter)) {
            append_control_picture(letter, result);
        } else {
            if (letter == '\\' || letter == ',' || letter == ';') result += '\\';
            result += letter;
        }
    }
    return result;
}

}  // namespace restante
