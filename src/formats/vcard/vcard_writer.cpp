#include "formats/vcard/vcard_writer.h"

#include "base/utf8.h"

namespace restante::vcard {
namespace {

constexpr std::size_t kLongestLine = 75;  // bytes without the line end

void append_picture(char control, std::string& into) {
    // U+2400 + code, three bytes; DEL is U+2421.
    const auto code = static_cast<unsigned char>(control);
    into += "\xE2\x90";
    into += static_cast<char>(0x80U + (code == 0x7FU ? 0x21U : code));
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace

std::string escaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r' || c == '\n') {
            result += "\\n";
            if (c == '\r' && text.substr(i + 1).starts_with('\n')) ++i;
        } else if (c == '\t') {
            result += c;
        } else if (is_control(c)) {
            append_picture(c, result);
        } else {
            if (c == '\\' || c == ',' || c == ';') result += '\\';
            result += c;
        }
    }
    return result;
}

void Writer::line(std::string_view name, std::string_view value) {
    std::string whole(name);
    whole += ':';
    whole += value;
    std::string_view rest = whole;
    std::size_t room = kLongestLine;
    while (rest.size() > room) {
        const std::string_view piece = utf8_prefix(rest, room);
        into_ += piece;
        into_ += "\r\n ";
        rest.remove_prefix(piece.size());
        room = kLongestLine - 1;  // the blank counts
    }
    into_ += rest;
    into_ += "\r\n";
}

void Writer::begin() {
    line("BEGIN", "VCARD");
    line("VERSION", version_ == Version::v4 ? "4.0" : "3.0");
}

void Writer::text(std::string_view name, std::string_view value) { line(name, escaped(value)); }

void Writer::components(std::string_view name, const std::vector<std::string_view>& values) {
    std::string joined;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i != 0) joined += ';';
        joined += escaped(values[i]);
    }
    line(name, joined);
}

void Writer::plain(std::string_view name, std::string_view value) {
    std::string clean(value);
    for (char& c : clean)
        if (is_control(c)) c = ' ';
    line(name, clean);
}

void Writer::end() { line("END", "VCARD"); }

}  // namespace restante::vcard
