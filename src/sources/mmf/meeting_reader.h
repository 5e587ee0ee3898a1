// What a meeting message says about its meeting, gathered from its attributes.
// Source: docs/formats/mmf-records.md "Attributes" and "Schedule names".
#pragma once

#include <string>

#include "model/meeting.h"
#include "model/message.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

// A name that cannot be read becomes a finding about `item`; the attributes stay as they are.
[[nodiscard]] model::Meeting read_meeting(const model::Message& message, StoreContext& context,
                                          const std::string& item);

}  // namespace restante::sources
