// The check of a directory with postoffices: every file by itself, then what they say of each other.
#pragma once

#include <string>

#include "base/byte_source.h"
#include "service/check.h"

namespace restante::service {

// Of a file by its content: the name of its format, or nullptr. Errors: of the medium.
using ContentCheck = Result<const char*> (*)(const ByteSourcePointer& file, Findings& findings);

// Findings name the file as it is called below `path`. bad_source: cannot be read, or holds no postoffice.
Outcome<Checked> check_directory(const std::string& path, ContentCheck by_content);

}  // namespace restante::service
