// One message file as a source of one mailbox.
#pragma once

#include <memory>
#include <string>

#include "base/byte_source.h"
#include "sources/source.h"

namespace restante::sources {

// `path` is what the user called it. Errors of mmf::Store::open: neither map copy can be used; unsupported: the code
// page of the options.
Result<std::unique_ptr<Source>> open_mmf_source(const std::string& path, ByteSourcePointer file,
                                                const ReadOptions& options);

}  // namespace restante::sources
