// Windows metafiles that show bitmaps: what OLE servers and the Object Packager drew for pictures and icons.
// Source: [MS-WMF] 2.3 (docs/formats/picture.md "Metafiles"). Integers are little-endian.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "formats/picture/dib.h"

namespace restante::picture {

// With or without the placeable header of 22 bytes or the METAFILEPICT of 8 that OLE puts in front.
[[nodiscard]] bool is_metafile(Bytes bytes);

struct MetafilePicture {
    DecodedPicture picture;
    bool text_left_out = false;  // captions below icons are not drawn
};

// The bitmaps of the metafile in their places. unsupported: it draws lines or shapes, or shows no bitmap at all.
Result<MetafilePicture> read_metafile(Bytes bytes);

}  // namespace restante::picture
