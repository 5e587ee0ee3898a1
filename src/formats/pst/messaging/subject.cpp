#include "formats/pst/messaging/subject.h"

#include <cstdint>

namespace restante::pst {
namespace {

constexpr std::size_t kMostLetters = 3;

// ASCII letters, and whatever is not ASCII: prefixes are translated ("AW: ", "Σχ: ").
bool is_letter(char character) {
    const auto byte = static_cast<std::uint8_t>(character);
    return byte >= 0x80 || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

bool starts_character(char character) { return (static_cast<std::uint8_t>(character) & 0xC0U) != 0x80U; }

}  // namespace

std::size_t subject_prefix_length(std::string_view subject) {
    std::size_t letters = 0;
    for (std::size_t i = 0; i + 1 < subject.size(); ++i) {
        if (subject[i] == ':') return letters > 0 && subject[i + 1] == ' ' ? letters + 2 : 0;
        if (!is_letter(subject[i])) return 0;
        if (starts_character(subject[i]) && ++letters > kMostLetters) return 0;
    }
    return 0;
}

std::string mark_subject(std::string_view subject) {
    if (subject.empty()) return {};
    std::string marked{'\x01', static_cast<char>(subject_prefix_length(subject) + 1)};
    marked += subject;
    return marked;
}

}  // namespace restante::pst
