// A clean new store from what a damaged one still holds. Source: docs/recovery.md "Repair".
#pragma once

#include <cstddef>
#include <memory>

#include "base/byte_sink.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/mmf/store.h"

namespace restante::sources {

struct RepairCounts {
    std::size_t folders = 0, messages = 0, attachments = 0, entries = 0;
    std::size_t deleted = 0;  // deleted messages that were left out
};

// `store` was opened with `dig`. Folders, messages and address book entries keep their names, places, order and stored
// values; what is damaged is left out (RPR-001), put right (RPR-002) or moved (RPR-003), and told. Deleted messages
// stay deleted. Errors: those of the sink, and too_large when a limit of the format is reached.
Result<RepairCounts> repair_store(const std::shared_ptr<const mmf::Store>& store, PatchableSink& sink,
                                  Findings& findings);

}  // namespace restante::sources
