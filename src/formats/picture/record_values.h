// Numbers as metafile records hold them: signed words, often the later one first.
#pragma once

#include <cstdint>

#include "base/byte_reader.h"
#include "base/result.h"
#include "formats/picture/plane.h"

namespace restante::picture {

[[nodiscard]] inline Result<std::int64_t> read_word(ByteReader& reader) {
    return static_cast<std::int16_t>(TRY(reader.le<std::uint16_t>()));
}

// y, x
[[nodiscard]] inline Result<Place> read_reversed_place(ByteReader& reader) {
    Place place;
    place.y = TRY(read_word(reader));
    place.x = TRY(read_word(reader));
    return place;
}

// x, y
[[nodiscard]] inline Result<Place> read_place(ByteReader& reader) {
    Place place;
    place.x = TRY(read_word(reader));
    place.y = TRY(read_word(reader));
    return place;
}

// bottom, right, top, left
[[nodiscard]] inline Result<Box> read_reversed_box(ByteReader& reader) {
    Box box;
    for (std::int64_t* edge : {&box.bottom, &box.right, &box.top, &box.left}) *edge = TRY(read_word(reader));
    return box;
}

}  // namespace restante::picture
