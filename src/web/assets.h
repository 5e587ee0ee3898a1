// The files of the page, put into the program when it is built (web/embed.mjs).
#pragma once

#include <string_view>

namespace restante::web {

struct Asset {
    std::string_view path{};  // "/index.html"
    std::string_view content_type{};
    std::string_view content{};
};

// Null: there is none of that name.
[[nodiscard]] const Asset* find_asset(std::string_view path);

}  // namespace restante::web
