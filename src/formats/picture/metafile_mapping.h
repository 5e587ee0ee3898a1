// From the coordinates of a metafile's records to the plane of its drawing: the window in force when the first thing is
// drawn gives the plane its unit and its upper left corner. Source: [MS-WMF] 2.3.5; docs/formats/picture.md "Metafiles"
#pragma once

#include <cstdint>
#include <optional>

#include "formats/picture/plane.h"

namespace restante::picture {

struct Axis {
    std::int64_t window_origin = 0, window_extent = 1, view_origin = 0, view_extent = 1;

    // Zero is no extent: it changes nothing.
    static void set_extent(std::int64_t& extent, std::int64_t value) {
        if (value != 0) extent = value;
    }
    static void scale(std::int64_t& extent, std::int64_t numerator, std::int64_t divisor);
    static void move(std::int64_t& origin, std::int64_t by);
};

struct Mapping {
    Axis x{}, y{};
    bool window_known = false;  // a record or the header names its extent
    bool upwards = false;       // without a window: y grows upwards, by the mapping mode
};

// Fixed by the first drawing record.
class Plane {
public:
    [[nodiscard]] Place at(const Mapping& mapping, std::int64_t x, std::int64_t y);
    // A length along x, never negative.
    [[nodiscard]] std::int64_t length(const Mapping& mapping, std::int64_t x);
    // Of the first window; nothing when none is named.
    [[nodiscard]] std::optional<Box> window() const;

private:
    void settle(const Mapping& mapping) {
        if (!base_) base_ = mapping;
    }

    std::optional<Mapping> base_;
};

}  // namespace restante::picture
