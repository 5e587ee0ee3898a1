// Draws on an image: the surface behind the PNG.
#pragma once

#include <cstdint>
#include <functional>

#include "formats/picture/drawing.h"
#include "formats/picture/work.h"

namespace restante::picture {

// How many pixels a length of the drawing takes; both in 256ths.
struct Scale {
    std::int64_t pixels = 0, units = 1;

    [[nodiscard]] bool finer_than(const Scale& other) const { return pixels * other.units > other.pixels * units; }
    [[nodiscard]] std::int64_t of(std::int64_t length) const { return clamped(floor_divide(length * pixels, units)); }
};

// The part of the plane that the image shows. Several pixels of the image make one of the picture: `grain`, from 1 on.
struct View {
    std::int64_t left = 0, top = 0;
    Scale across{}, down{};
    std::int64_t grain = 1;

    [[nodiscard]] Place at(Place place) const {
        return {across.of(clamped(place.x - left)), down.of(clamped(place.y - top))};
    }
};

// Many small records could each paint the whole picture. docs/formats/picture.md "Limits"
constexpr std::uint64_t kMostPainted = 256ULL * 1024 * 1024;

class Painter final : public Surface {
public:
    // The image outlives the painter.
    Painter(Image& image, const View& view);

    void fill(const Lines& outlines, FillRule rule, const Brush& brush, const Manner& manner) override;
    void stroke(const Lines& lines, const Pen& pen, const Manner& manner) override;
    Result<bool> show(const Blit& blit, const Brush& brush, const Manner& manner) override;
    [[nodiscard]] bool exhausted() const override { return work_.exhausted(); }
    // Pixels so far, those painted over again included.
    [[nodiscard]] std::uint64_t painted() const { return kMostPainted - work_.left(); }

private:
    using RunOfPixels = std::function<void(std::int64_t, std::int64_t, std::int64_t)>;

    void paint(const Lines& outlines, FillRule rule, const Brush& brush, const Manner& manner);
    void in_region(const Manner& manner, std::int64_t row, std::int64_t first, std::int64_t end,
                   const RunOfPixels& paint_run);
    [[nodiscard]] Lines seen(const Lines& lines) const;
    [[nodiscard]] Box whole() const { return {0, 0, image_->width(), image_->height()}; }

    Image* image_;
    View view_;
    Work work_, decoding_;
};

}  // namespace restante::picture
