// Raw files for the commands that look at formats directly.
#pragma once

#include <string>

#include "base/byte_source.h"
#include "base/result.h"

namespace restante::service {

// Read-only. not_found, denied, io; bad_magic: a directory or a device.
Result<ByteSourcePointer> open_file(const std::string& path);

}  // namespace restante::service
