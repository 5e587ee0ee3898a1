// PNG, by libpng.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "formats/picture/image.h"

namespace restante::picture {

// The same image gives the same bytes (for one version of libpng and zlib). Without alpha channel when all pixels are
// opaque.
Result<ByteVector> write_png(const Image& image);

}  // namespace restante::picture
