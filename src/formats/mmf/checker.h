// The file system check of the message file: every rule of the format, applied to one store, nothing changed.
//
// Rules, numbers and severities: docs/formats/mmf-check.md.
#pragma once

#include "base/byte_source.h"
#include "base/finding.h"
#include "base/result.h"

namespace restante::mmf {

// Applies every rule that the state of the file allows: with no usable object map only those about header, map and
// blocks. Findings name the object (OID, type, folder), the absolute offset, and what was expected and found; a rule
// that is broken more than kMostFindingsOfOneRule times says how often. Memory: one entry a map node, one object at a
// time.
// bad_magic when the bytes are no message file at all, not even one whose header is destroyed; io.
Result<void> check_store(ByteSourcePointer file, Findings& findings);

}  // namespace restante::mmf
