// A picture as rows of pixels, ready for PNG. Source of the limit: docs/formats/picture.md "Limits".
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace restante::picture {

// No picture has more pixels: a header of twenty bytes must not make us allocate gigabytes.
constexpr std::uint64_t kMostPixels = 16ULL * 1024 * 1024;
constexpr std::uint32_t kLongestSide = 32768;

struct Color {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 0xFF;

    bool operator==(const Color&) const = default;
};

class Image {
public:
    // too_large beyond the limits; bad_value when a side is 0.
    static Result<Image> create(std::uint64_t width, std::uint64_t height, Color fill);

    [[nodiscard]] std::uint32_t width() const { return width_; }
    [[nodiscard]] std::uint32_t height() const { return height_; }
    [[nodiscard]] const Color& at(std::uint32_t x, std::uint32_t y) const { return pixels_[index(x, y)]; }
    void set(std::uint32_t x, std::uint32_t y, Color color) { pixels_[index(x, y)] = color; }
    [[nodiscard]] std::span<Color> row(std::uint32_t y) { return std::span(pixels_).subspan(index(0, y), width_); }
    [[nodiscard]] std::span<const Color> row(std::uint32_t y) const {
        return std::span(pixels_).subspan(index(0, y), width_);
    }
    [[nodiscard]] bool opaque() const;

    bool operator==(const Image&) const = default;

private:
    Image(std::uint32_t width, std::uint32_t height, Color fill)
        : width_(width), height_(height), pixels_(std::size_t{width} * height, fill) {}
    [[nodiscard]] std::size_t index(std::uint32_t x, std::uint32_t y) const { return std::size_t{y} * width_ + x; }

    std::uint32_t width_;
    std::uint32_t height_;
    std::vector<Color> pixels_;
};

}  // namespace restante::picture
