// Pens, brushes, fonts and regions that a metafile makes, numbers and selects. Source: [MS-WMF] 2.3.4, 2.2.1, 3.1.4.1
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "formats/picture/drawing.h"
#include "formats/picture/metafile_records.h"
#include "formats/picture/work.h"

namespace restante::picture {

// As recorded: lengths are those of the records.
struct RecordedPen {
    PenStyle style = PenStyle::solid;
    Color color{0, 0, 0, 0xFF};
    std::int64_t width = 0;
};

struct RecordedFont {
    std::int64_t height = 0, width = 0;  // of the cell; negative height: of the letters; 0: not said
    std::int64_t turned = 0;             // tenths of a degree, counter-clockwise
    std::int64_t weight = 400;
    bool italic = false, underlined = false, struck_out = false;
    std::uint8_t character_set = 0;
};

struct RecordedRegion {
    std::vector<Box> boxes{};  // whole units
};

// Takes a number, but nothing can be done with it here: palettes, bitmaps, what cannot be read.
struct OtherObject {};

using RecordedObject = std::variant<RecordedPen, Brush, RecordedFont, RecordedRegion, OtherObject>;

// The colour of a COLORREF. Indices into palettes are not followed: nothing.
[[nodiscard]] std::optional<Color> color_of(std::uint32_t reference);

class ObjectTable {
public:
    ObjectTable() : tiles_(kMostTilePixels) {}

    // True when the record makes an object. It takes the lowest free number even when it cannot be read (an error).
    Result<bool> make(const Record& record);
    void remove(std::size_t number);
    // Null when there is none.
    [[nodiscard]] const RecordedObject* find(std::size_t number) const;

private:
    static constexpr std::uint64_t kMostTilePixels = 16ULL * 1024 * 1024;

    Result<RecordedObject> read(const Record& record);
    Result<Brush> tiled(Bytes bitmap, bool device_bitmap);

    std::vector<std::unique_ptr<RecordedObject>> objects_;
    std::size_t lowest_free_ = 0;
    Work tiles_;
};

}  // namespace restante::picture
