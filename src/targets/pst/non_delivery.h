// The message that could not be delivered, rebuilt from what its non-delivery report says about it.
// Source: docs/targets/pst.md section 8.
#pragma once

#include <string>

#include "formats/pst/message.h"
#include "model/message.h"
#include "targets/pst/item_properties.h"

namespace restante::targets {

// An embedded message. Only attributes about the original are used; the report's attachments belong to it.
[[nodiscard]] pst::Attachment map_original(const MappingContext& context, const model::Message& report,
                                           const std::string& item_id, ItemLosses& losses);

}  // namespace restante::targets
