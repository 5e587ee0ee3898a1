// All message files of a directory, archive or disk image as one source, a mailbox each. Source: docs/sources.md.
#pragma once

#include <memory>
#include <string>

#include "sources/source.h"

namespace restante::sources {

// bad_magic: there is no message file in it; and the errors of open_tree().
Result<std::unique_ptr<Source>> open_collection_source(const std::string& path, const ReadOptions& options);

}  // namespace restante::sources
