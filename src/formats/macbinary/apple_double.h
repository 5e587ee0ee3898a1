// AppleDouble: what a Macintosh file has besides its data.
// Source: RFC 1740 appendices A and B (docs/formats/macbinary.md "AppleDouble"). Integers are big-endian.
#pragma once

#include <cstdint>

#include "base/byte_writer.h"
#include "formats/macbinary/header.h"

namespace restante::macbinary {

// Everything up to the resource fork, which follows it directly; `comment` is that of the file.
void write_apple_double_header(ByteWriter& writer, const File& file, Bytes comment);

}  // namespace restante::macbinary
