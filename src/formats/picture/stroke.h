// Lines of some width as outlines that the winding rule fills.
#pragma once

#include <cstdint>
#include <functional>

#include "formats/picture/drawing.h"
#include "formats/picture/work.h"

namespace restante::picture {

// Everything in pixels, kUnit a pixel. Ends and corners are round; those of thin lines are square. `dash` is the length
// from which dashes and dots are made, positive. `outlines` gets them in portions: together they could be many times as
// large as the lines.
void outline_strokes(const Lines& lines, PenStyle style, std::int64_t width, std::int64_t dash, Work& work,
                     const std::function<void(const Lines&)>& outlines);

}  // namespace restante::picture
