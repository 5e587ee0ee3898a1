// What Outlook wants to know about a meeting request, an answer or a cancellation. Source: docs/targets/pst.md section
// 8; [MS-OXOCAL] 2.2.1, 2.2.4 to 2.2.8.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "model/message.h"
#include "model/message_class.h"
#include "targets/pst/item_properties.h"

namespace restante::targets {

// `kind` is one of meetings. No reminder is set, and the message counts as processed: Outlook must neither ring for a
// meeting of the past nor enter it into the calendar by itself (Q195852).
void put_meeting(ItemProperties& properties, const model::Message& message, model::MessageKind kind);

// PidLidGlobalObjectId of a meeting whose iCalendar UID is this one.
[[nodiscard]] ByteVector global_object_id(std::string_view uid);

}  // namespace restante::targets
