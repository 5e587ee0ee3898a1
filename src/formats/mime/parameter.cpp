#include "formats/mime/parameter.h"

#include <string>

#include "formats/mime/clean_text.h"

namespace restante::mime {
namespace {

constexpr std::size_t kParameterLine = 76;

bool is_attribute_character(char letter) {  // RFC 2231 7
    return letter > 0x20 && letter < 0x7F &&
           std::string_view("*'%()<>@,;:\\\"/[]?=").find(letter) == std::string_view::npos;
}

bool is_token(std::string_view text) {
    for (const char letter : text)
        if (letter <= 0x20 || letter >= 0x7F ||
            std::string_view("()<>@,;:\\\"/[]?=").find(letter) != std::string_view::npos)
            return false;
    return !text.empty();
}

void append_quoted(std::string_view text, std::string& into) {
    into += '"';
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') into += '\\';
        into += letter;
    }
    into += '"';
}

void append_percent(std::string_view text, std::string& into) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    for (const char letter : text) {
        if (is_attribute_character(letter)) {
            into += letter;
            continue;
        }
        const auto byte = static_cast<std::uint8_t>(letter);
        into += '%';
        into += kHex[byte >> 4U];
        into += kHex[byte & 15U];
    }
}

void write_piece(FoldingLine& line, std::string& piece, bool more) {
    if (more) piece += ';';
    line.token(piece, kParameterLine + 1);
}

// Continuations: section 0, 1, ... each on a line of its own.
void write_sections(FoldingLine& line, std::string_view name, std::string_view value, bool encoded) {
    std::size_t section = 0;
    for (std::size_t index = 0; index < value.size() || section == 0;) {
        std::string piece(name);
        piece += '*';
        piece += std::to_string(section);
        piece += encoded ? "*=" : "=\"";
        if (encoded && section == 0) piece += "utf-8''";
        while (index < value.size()) {
            const std::size_t size = character_size(value, index);
            std::string letter;
            if (encoded) {
                append_percent(value.substr(index, size), letter);
            } else {
                if (value[index] == '"' || value[index] == '\\') letter += '\\';
                letter += value[index];
            }
            if (piece.size() + letter.size() + 2 > kParameterLine) break;
            piece += letter;
            index += size;
        }
        if (!encoded) piece += '"';
        ++section;
        write_piece(line, piece, index < value.size());
    }
}

}  // namespace

void write_parameter(FoldingLine& line, std::string_view name, std::string_view value) {
    line.glue(";");
    const std::string text = clean(value);
    std::string piece(name);
    if (is_printable_ascii(text)) {
        piece += '=';
        if (is_token(text))
            piece += text;
        else
            append_quoted(text, piece);
        if (piece.size() < kParameterLine)
            line.token(piece, kParameterLine);
        else
            write_sections(line, name, text, false);
        return;
    }
    piece += "*=utf-8''";
    append_percent(text, piece);
    if (piece.size() < kParameterLine)
        line.token(piece, kParameterLine);
    else
        write_sections(line, name, text, true);
}

std::string ascii_fallback(std::string_view value) {
    const std::string text = clean(value);
    std::string plain;
    for (std::size_t index = 0; index < text.size(); index += character_size(text, index)) {
        const char letter = text[index];
        plain += letter >= 0x20 && letter < 0x7F ? letter : '_';
    }
    return plain;
}

}  // namespace restante::mime
