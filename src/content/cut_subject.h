// Postoffices cut a subject after 40 characters; the whole of it may stand elsewhere in the message.
// Source: docs/formats/letterhead.md "What becomes of it".
#pragma once

#include <string_view>

#include "base/display_width.h"

namespace restante::content {

constexpr std::size_t kSubjectColumns = 40;

// `stored` is what was left of `whole`. Characters of two bytes take two columns, and none is cut in half; blanks at
// the cut may be gone.
[[nodiscard]] inline bool is_cut_from(std::string_view stored, std::string_view whole) {
    if (stored.size() >= whole.size() || !whole.starts_with(stored)) return false;
    std::size_t columns = display_width(stored);
    for (std::size_t i = stored.size(); i < whole.size() && whole[i] == ' ' && columns < kSubjectColumns; ++i)
        ++columns;
    return columns == kSubjectColumns || (columns == kSubjectColumns - 1 && stored.size() > columns);
}

}  // namespace restante::content
