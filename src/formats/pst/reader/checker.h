// Checks an Outlook data file against the rules of its format. Source: docs/formats/pst-check.md.
#pragma once

#include "base/byte_source.h"
#include "base/finding.h"
#include "base/result.h"

namespace restante::pst::reader {

// Findings name the node or message concerned as item. Memory: the two B-trees, one row id a row of the longest table.
// Errors: what keeps the file from being read at all: bad_magic, truncated, unsupported (OST), bad_value, io.
Result<void> check_pst(ByteSourcePointer file, Findings& findings);

}  // namespace restante::pst::reader
