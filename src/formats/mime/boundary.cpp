#include "formats/mime/boundary.h"

namespace restante::mime {

std::string choose_boundary(std::string_view seed, std::string_view seven_bit_text) {
    std::string boundary(kBoundaryStem);
    boundary += seed.substr(0, 40);
    if (seven_bit_text.find(kBoundaryStem) == std::string_view::npos) return boundary;
    // Each round lengthens or changes the number, so a text of n bytes is left behind after at most n rounds.
    const std::string base = boundary;
    for (std::size_t number = 1; seven_bit_text.find(boundary) != std::string_view::npos; ++number)
        boundary = base + "_" + std::to_string(number);
    return boundary;
}

}  // namespace restante::mime
