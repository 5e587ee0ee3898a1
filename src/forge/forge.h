// Builds synthetic postoffices and message files. The same options give the same bytes on every machine.
#pragma once

#include <string>

#include "base/byte_sink.h"
#include "base/result.h"
#include "forge/options.h"

namespace restante::forge {

// A postoffice in the new directory `path`. `truth`: null, or where the JSON of docs/forge.md goes.
// bad_value: an unknown layout or damage; exists: `path` is no empty place; no_space, denied, io.
Result<void> forge_postoffice(const std::string& path, const Options& options, ByteSink* truth);

// One message file; damage and layouts do not concern it.
Result<void> forge_store(const std::string& path, const Options& options, ByteSink* truth);

}  // namespace restante::forge
