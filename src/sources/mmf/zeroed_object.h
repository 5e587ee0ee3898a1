// Objects that lost sectors when the disk was copied, told with the item they belong to. Source: docs/recovery.md
// "Zeros instead of sectors".
#pragma once

#include <string>
#include <string_view>

#include "formats/mmf/oid.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

// RCV-023 when zeros stand in the object's body; `what` names the part of the item. A store that was opened to dig told
// already.
void report_zeroed(StoreContext& context, mmf::Oid object, std::string_view what, const std::string& item);

}  // namespace restante::sources
