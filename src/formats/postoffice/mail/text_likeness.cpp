#include "formats/postoffice/mail/text_likeness.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace restante::postoffice {
namespace {

using Scores = std::array<std::int16_t, 256>;

constexpr std::int16_t kImpossible = -160;
constexpr std::string_view kCommonSigns = ".,-:;'\"()/?!";
// Letters of code page 850 beyond ASCII.
constexpr bool is_850_letter(std::size_t byte) {
    return (byte >= 0x80 && byte <= 0xA5 && byte != 0x9C && byte != 0x9E && byte != 0x9F) ||
           (byte >= 0xB5 && byte <= 0xB7) || byte == 0xC6 || byte == 0xC7 || (byte >= 0xD0 && byte <= 0xD8) ||
           byte == 0xDE || (byte >= 0xE0 && byte <= 0xED);
}

constexpr bool is_possible(std::size_t byte) {
    return byte >= ' ' ? byte != 0x7F : byte == '\t' || byte == '\n' || byte == '\r' || byte == 0x1A || byte == '\f';
}

// `western`: high bytes are single accented letters; otherwise they are what the text is written in.
constexpr Scores make_scores(bool western) {
    Scores scores{};
    for (std::size_t byte = 0; byte < scores.size(); ++byte) {
        std::int16_t score = kImpossible;
        if (!is_possible(byte)) {
        } else if (byte >= 0x80) {
            score = !western ? -75 : is_850_letter(byte) ? -95 : -135;
        } else if (byte >= 'a' && byte <= 'z') {
            score = western ? -52 : -80;
        } else if (byte >= 'A' && byte <= 'Z') {
            score = -80;
        } else if (byte >= '0' && byte <= '9') {
            score = -75;
        } else if (byte == ' ') {
            score = -27;
        } else if (byte == '\r' || byte == '\n') {
            score = -65;
        } else if (kCommonSigns.find(static_cast<char>(byte)) != std::string_view::npos) {
            score = -85;
        } else {
            score = -115;
        }
        scores[byte] = score;
    }
    return scores;
}

constexpr Scores kWestern = make_scores(true), kOther = make_scores(false);

}  // namespace

TextLikeness& TextLikeness::operator+=(const TextLikeness& other) {
    score += other.score;
    text += other.text;
    impossible += other.impossible;
    return *this;
}

TextLikeness text_likeness(Bytes bytes) {
    TextLikeness result;
    std::int64_t western = 0, other = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == 0 && i + 1 == bytes.size()) break;
        western += kWestern[bytes[i]];
        other += kOther[bytes[i]];
        ++(is_possible(bytes[i]) ? result.text : result.impossible);
    }
    result.score = std::max(western, other);
    return result;
}

}  // namespace restante::postoffice
