// Texts that are to stand for themselves where patterns are expected.
#pragma once

#include <string>
#include <string_view>

namespace restante {

// `text` with a "\" before each "*", "?" and "\". Source: docs/addresses.md, The map.
[[nodiscard]] inline std::string escape_pattern(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '*' || c == '?' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

}  // namespace restante
