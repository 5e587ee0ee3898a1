// The data, the file or the reference inside an OLE object, and its picture. docs/attachments.md "OLE objects"
#pragma once

#include "base/byte_source.h"
#include "content/parts.h"

namespace restante::content {

struct OleResult {
    bool taken_apart = false;
    bool shown = false;  // a PNG of its picture was added
};

OleResult expand_ole(Parts& parts, const ByteSourcePointer& data);

}  // namespace restante::content
