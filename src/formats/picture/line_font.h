// Letters made of lines, for text in drawings: the same on every machine, and readable at any size. Drawn for this
// program; which letters there are: docs/formats/picture.md "Text".
#pragma once

#include <optional>

#include "formats/picture/plane.h"

namespace restante::picture {

// On a grid whose y grows upwards from the line letters stand on: capitals are 6 units high.
struct Letter {
    Lines lines{};
    std::int64_t advance = 0;  // to where the next letter begins
};

// Letters with marks are put together. Nothing when it cannot be drawn.
[[nodiscard]] std::optional<Letter> letter_of(char32_t character);
// An empty box, for those.
[[nodiscard]] Letter missing_letter();

}  // namespace restante::picture
