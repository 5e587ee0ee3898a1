// The part of a drawing that shows: everything, or the boxes of a list.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "formats/picture/plane.h"

namespace restante::picture {

class Region {
public:
    static constexpr std::size_t kMostBoxes = 1024;  // each box is looked at for each line drawn

    Region() = default;
    // Boxes that do not overlap.
    explicit Region(std::vector<Box> boxes) : boxes_(std::move(boxes)) {}

    // Nothing: there is no limit.
    [[nodiscard]] const std::optional<std::vector<Box>>& boxes() const { return boxes_; }

    void keep(const Box& box);
    // False when there would be more than kMostBoxes; then nothing changes.
    bool take_away(const Box& box);
    void move(std::int64_t right, std::int64_t down);

private:
    std::optional<std::vector<Box>> boxes_;
};

}  // namespace restante::picture
