#include "formats/picture/image.h"

#include <algorithm>

namespace restante::picture {

Result<Image> Image::create(std::uint64_t width, std::uint64_t height, Color fill) {
    if (width == 0 || height == 0) return fail(Errc::bad_value, "a picture without width or height");
    if (width > kLongestSide || height > kLongestSide || width * height > kMostPixels)
        return fail(Errc::too_large, "a picture with more pixels than are converted");
    return Image(static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), fill);
}

bool Image::opaque() const {
    return std::ranges::all_of(pixels_, [](const Color& color) { return color.alpha == 0xFF; });
}

}  // namespace restante::picture
