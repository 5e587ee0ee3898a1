#include "formats/picture/metafile.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "formats/picture/drawn_extent.h"
#include "formats/picture/metafile_player.h"
#include "formats/picture/painter.h"

namespace restante::picture {
namespace {

constexpr std::int64_t kMostEnlarged = 3;  // times its long side a drawing grows for the bitmaps in it
constexpr std::int64_t kFineGrain = 3;     // pixels across for one of the picture: smooth edges
constexpr Color kPaper{0xFF, 0xFF, 0xFF, 0xFF};

// Everything in 256ths.
struct Frame {
    Box box{};
    std::int64_t pixels_across = 0, pixels_down = 0;
};

// Bitmaps keep their pixels.
Frame bitmap_frame(const DrawnExtent& extent) {
    const Box& box = *extent.box();
    return {box, extent.across().of(box.width()), extent.down().of(box.height())};
}

// A drawing has no pixels of its own.
Frame drawing_frame(const DrawnExtent& extent, const std::optional<Box>& window, const MetafileOptions& options) {
    Frame frame{window && !window->shared_with(*extent.box()).empty() ? *window : *extent.box()};
    std::int64_t width = std::max<std::int64_t>(1, frame.box.width()),
                 height = std::max<std::int64_t>(1, frame.box.height());
    const auto finest = std::max(extent.across().of(width), extent.down().of(height)) / kUnit;
    const std::int64_t side = std::clamp(finest, options.long_side, options.long_side * kMostEnlarged);
    if (window && options.paper_width > 0 && options.paper_height > 0)
        width = options.paper_width, height = options.paper_height;
    const std::int64_t longer = std::max(width, height);
    frame.pixels_across = std::max<std::int64_t>(1, side * width / longer) * kUnit;
    frame.pixels_down = std::max<std::int64_t>(1, side * height / longer) * kUnit;
    return frame;
}

Result<Image> shrunk(const Image& image, std::uint32_t grain) {
    Image small = TRY(Image::create(image.width() / grain, image.height() / grain, kPaper));
    struct Sum {
        std::uint32_t red = 0, green = 0, blue = 0;
    };
    std::vector<Sum> sums(small.width());
    const std::uint32_t count = grain * grain;
    const auto average = [count](std::uint32_t sum) { return static_cast<std::uint8_t>((sum + count / 2) / count); };
    for (std::uint32_t y = 0; y < small.height(); ++y) {
        std::ranges::fill(sums, Sum{});
        for (std::uint32_t line = 0; line < grain; ++line) {
            const std::span<const Color> row = image.row(y * grain + line);
            for (std::size_t x = 0; x < sums.size() * grain; ++x) {
                Sum& sum = sums[x / grain];
                sum.red += row[x].red, sum.green += row[x].green, sum.blue += row[x].blue;
            }
        }
        const std::span<Color> row = small.row(y);
        for (std::size_t x = 0; x < sums.size(); ++x)
            row[x] = {average(sums[x].red), average(sums[x].green), average(sums[x].blue), 0xFF};
    }
    return small;
}

std::int64_t grain_for(const PlayedMetafile& played, std::int64_t width, std::int64_t height) {
    const bool edges = played.shapes || played.text;
    const auto pixels = static_cast<std::uint64_t>(width * height) * kFineGrain * kFineGrain;
    return edges && pixels <= kMostPixels ? kFineGrain : 1;
}

std::vector<std::string> names_of(const PlayedMetafile& played) {
    std::vector<std::string> names;
    for (const auto& [name, count] : played.left_out)
        names.push_back(count == 1 ? name : fmt::format("{} ({})", name, count));
    return names;
}

}  // namespace

bool is_metafile(Bytes bytes) {
    MetafileHead head;
    return open_records(bytes, head).has_value();
}

Result<MetafilePicture> read_metafile(Bytes bytes, const MetafileOptions& options) {
    DrawnExtent extent;
    MetafilePlayer rehearsal(bytes, extent, options.code_page);
    const PlayedMetafile planned = TRY(rehearsal.play());
    if (!extent.box() || !(planned.shapes || planned.text || planned.bitmaps))
        return fail(Errc::unsupported, "a metafile in which nothing is drawn");
    MetafileOptions known = options;
    if (planned.head.paper_width > 0 && planned.head.paper_height > 0)
        known.paper_width = planned.head.paper_width, known.paper_height = planned.head.paper_height;
    const Frame frame = !planned.shapes && planned.bitmaps ? bitmap_frame(extent)
                                                           : drawing_frame(extent, rehearsal.plane().window(), known);
    const std::int64_t width = frame.pixels_across / kUnit, height = frame.pixels_down / kUnit;
    const std::int64_t grain = grain_for(planned, width, height);
    Image image = TRY(Image::create(static_cast<std::uint64_t>(std::max<std::int64_t>(0, width * grain)),
                                    static_cast<std::uint64_t>(std::max<std::int64_t>(0, height * grain)), kPaper));
    Painter painter(image, {frame.box.left,
                            frame.box.top,
                            {frame.pixels_across * grain, std::max<std::int64_t>(1, frame.box.width())},
                            {frame.pixels_down * grain, std::max<std::int64_t>(1, frame.box.height())},
                            grain});
    PlayedMetafile played = TRY(MetafilePlayer(bytes, painter, options.code_page).play());
    if (!(played.shapes || played.text || played.bitmaps))
        return fail(Errc::unsupported, "a metafile of which nothing can be drawn");
    if (grain > 1) image = TRY(shrunk(image, static_cast<std::uint32_t>(grain)));
    return MetafilePicture{{std::move(image), played.cut}, names_of(played), painter.painted()};
}

}  // namespace restante::picture
