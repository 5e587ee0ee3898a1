// The files every postoffice has whoever uses it: directories, counters, program texts. Source:
// docs/formats/postoffice.md, sizes Q77926 and Q135868.
#pragma once

#include "forge/office.h"

namespace restante::forge {

// POPULATE.MSM in each.
Result<void> write_directories(const Office& office);
// MASTER, CONTROL, TID and all that has a size and no meaning to us. `next_message`: see CONTROL.GLB.
Result<void> write_fixed_files(const Office& office, std::uint32_t next_message);

}  // namespace restante::forge
