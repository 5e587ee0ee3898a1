// Which pixels lie inside an outline: those whose middle does.
#pragma once

#include <cstdint>
#include <functional>

#include "formats/picture/drawing.h"
#include "formats/picture/work.h"

namespace restante::picture {

// Calls `span(row, first, end)` for each run of pixels, rows ascending, inside `window` (pixels). One pixel is kUnit
// wide. Ends early when the work is used up.
void fill_spans(const Lines& outlines, FillRule rule, const Box& window, Work& work,
                const std::function<void(std::int64_t, std::int64_t, std::int64_t)>& span);

}  // namespace restante::picture
