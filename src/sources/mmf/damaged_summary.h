// The summary of a message or address book entry, also when it is damaged.
// Source: docs/formats/mmf-records.md "Folder lists".
#pragma once

#include <cstddef>

#include "formats/mmf/list_object.h"
#include "formats/mmf/summary.h"

namespace restante::sources {

// As stored; else at the place its neighbours leave for it; else what is left of it. The error is that of the stored
// one.
Result<mmf::Summary> read_damaged_summary(mmf::ListReader& list, std::size_t index);

}  // namespace restante::sources
