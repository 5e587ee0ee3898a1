// A surface that only notes where something is drawn, and how detailed its bitmaps are.
#pragma once

#include <optional>

#include "formats/picture/drawing.h"
#include "formats/picture/painter.h"

namespace restante::picture {

class DrawnExtent final : public Surface {
public:
    void fill(const Lines& outlines, FillRule rule, const Brush& brush, const Manner& manner) override;
    void stroke(const Lines& lines, const Pen& pen, const Manner& manner) override;
    Result<bool> show(const Blit& blit, const Brush& brush, const Manner& manner) override;
    [[nodiscard]] bool exhausted() const override { return false; }

    // Nothing was drawn: nothing.
    [[nodiscard]] const std::optional<Box>& box() const { return box_; }
    // At which every bitmap keeps its pixels; pixels is 0 when there was none.
    [[nodiscard]] const Scale& across() const { return across_; }
    [[nodiscard]] const Scale& down() const { return down_; }

private:
    void add(Place place, std::int64_t around);
    void add(const Lines& lines, std::int64_t around);

    std::optional<Box> box_;
    Scale across_{}, down_{};
};

}  // namespace restante::picture
