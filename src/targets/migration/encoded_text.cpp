#include "targets/migration/encoded_text.h"

#include <algorithm>
#include <map>

#include "base/control_picture.h"

namespace restante::targets::migration {
namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

EncodedText encoded_text(const CodePage& page, std::string_view text,
                         const std::vector<std::optional<std::uint32_t>>& positions) {
    std::map<std::size_t, std::int64_t> wanted;  // character, byte
    for (const auto& position : positions)
        if (position) wanted.emplace(*position, -1);
    EncodedText encoded;
    std::string piece;  // not yet encoded: a code page of several bytes has no states between characters
    std::size_t character = 0;
    auto next = wanted.begin();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (begins_character(text[i])) {
            if (next != wanted.end() && next->first == character) {
                encoded.lost += page.encode(piece, encoded.bytes);
                piece.clear();
                (next++)->second = static_cast<std::int64_t>(encoded.bytes.size());
            }
            ++character;
        }
        const bool second_half = text[i] == '\n' && i > 0 && text[i - 1] == '\r';
        if (second_half) continue;
        if (text[i] == '\r' || text[i] == '\n') {
            piece += "\r\n";
        } else if (text[i] == '\0') {
            piece += ' ';
            ++encoded.replaced;
        } else {
            piece += text[i];
        }
    }
    encoded.lost += page.encode(piece, encoded.bytes);
    for (const auto& position : positions) encoded.positions.push_back(position ? wanted[*position] : -1);
    return encoded;
}

std::string plain_field(std::string_view text, std::size_t& replaced) {
    std::string plain;
    for (const char c : text) {
        const bool control = is_ascii_control(c) && c != '\t' && c != '\r' && c != '\n';
        plain += control ? ' ' : c;
        replaced += control ? 1U : 0U;
    }
    return plain;
}

}  // namespace restante::targets::migration
