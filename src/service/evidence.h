// How facts about a message file were established.
#pragma once

#include <vector>

#include "base/byte_source.h"
#include "base/result.h"
#include "sources/fact.h"

namespace restante::service {

using sources::Fact;

// For a message file. The errors of opening it.
Result<std::vector<Fact>> evidence_of_message_file(const ByteSourcePointer& file);

}  // namespace restante::service
