// Windows metafiles as pictures: what office programs, OLE servers and the Object Packager drew.
// Source: [MS-WMF] 2.3 (docs/formats/picture.md "Metafiles"). Integers are little-endian.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/picture/dib.h"

namespace restante::picture {

// With or without the placeable header of 22 bytes or the METAFILEPICT of 8 that OLE puts in front.
[[nodiscard]] bool is_metafile(Bytes bytes);

struct MetafileOptions {
    int code_page = 1252;  // of text whose font does not say
    // Only their ratio counts. 0: what stands in front of the metafile says it, else its window.
    std::int64_t paper_width = 0, paper_height = 0;
    std::int64_t long_side = 800;  // pixels of a drawing, however large it was on paper; positive
};

struct MetafilePicture {
    DecodedPicture picture;               // cut: records or a bitmap end too early
    std::vector<std::string> left_out{};  // what could not be drawn: "FloodFill", "characters without a shape (3)"
    std::uint64_t painted = 0;            // pixels, those painted over again included
};

// unsupported: nothing that is drawn can be seen; bad_magic: no metafile; too_large: more drawing than one picture may
// cost.
Result<MetafilePicture> read_metafile(Bytes bytes, const MetafileOptions& options = {});

}  // namespace restante::picture
