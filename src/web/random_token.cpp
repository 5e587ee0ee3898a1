#include "web/random_token.h"

#include <sys/random.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace restante::web {

std::string random_token() {
    std::array<std::uint8_t, 32> bytes{};
    // Up to 256 bytes come at once or not at all.
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) std::abort();
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += "0123456789abcdef"[byte >> 4U];
        text += "0123456789abcdef"[byte & 15U];
    }
    return text;
}

bool same_token(std::string_view left, std::string_view right) {
    unsigned difference = left.size() == right.size() ? 0U : 1U;
    for (std::size_t i = 0; i < left.size() && i < right.size(); ++i)
        difference |= static_cast<unsigned>(static_cast<unsigned char>(left[i]) ^ static_cast<unsigned char>(right[i]));
    return difference == 0;
}

}  // namespace restante::web
