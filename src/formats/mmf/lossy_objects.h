// Objects of a store that lie on sectors nobody can read any more, or nobody could when the disk was copied: zeros
// stand for them. Source: docs/recovery.md "Unreadable sectors", "Zeros instead of sectors".
#pragma once

#include <vector>

#include "base/finding.h"
#include "base/salvaged_bytes.h"
#include "formats/mmf/store_loader.h"

namespace restante::mmf {

// How much of the file is lost; nothing when nothing is.
void report_lost(const std::vector<LostBytes>& lost, Findings& findings);

// Fills `store.lossy`; each message, attachment and address entry in it is a finding. Reads all objects once.
void mark_lossy(LoadedStore& store, const std::vector<LostBytes>& lost, Findings& findings);

}  // namespace restante::mmf
