// Run-length coded bitmaps of 4 and 8 bits. Source: [MS-WMF] 3.1.6
#pragma once

#include "base/bytes.h"
#include "formats/picture/dib_header.h"
#include "formats/picture/image.h"

namespace restante::picture {

// False when the bytes end before the picture is marked as finished. Pixels outside the picture are dropped.
bool expand_run_lengths(const DibHeader& header, Bytes bytes, Image& image);

}  // namespace restante::picture
