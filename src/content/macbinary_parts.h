// A Macintosh file as its data and an AppleDouble file with the rest. docs/attachments.md "Macintosh files"
#pragma once

#include "base/byte_source.h"
#include "content/parts.h"

namespace restante::content {

void expand_macbinary(Parts& parts, const ByteSourcePointer& data);

}  // namespace restante::content
