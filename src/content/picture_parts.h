// Old pictures as PNG.
#pragma once

#include <cstdint>
#include <string>

#include "base/byte_source.h"
#include "content/parts.h"

namespace restante::content {

enum class PictureForm : std::uint8_t { by_content, dib, device_bitmap };

// What its surroundings say about a picture: only the ratio of the sides counts; 0: nothing.
struct PaperSize {
    std::int64_t width = 0, height = 0;
};

// Adds NAME.png when `data` is a picture that can be shown; findings otherwise. True when it did.
bool add_png(Parts& parts, const ByteSource& data, PictureForm form, const std::string& name,
             const std::string& description, PaperSize paper = {});

}  // namespace restante::content
