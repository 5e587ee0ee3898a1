// Attachments as Outlook stores them. Source: docs/targets/pst.md section 9.
#pragma once

#include <string>
#include <vector>

#include "formats/pst/message.h"
#include "model/attachment.h"
#include "targets/pst/item_properties.h"

namespace restante::targets {

// `item_id` is that of the message they belong to. In the same order; what else belongs to Macintosh files stands
// behind.
[[nodiscard]] std::vector<pst::Attachment> map_attachments(const MappingContext& context,
                                                           const std::vector<model::Attachment>& attachments,
                                                           const std::string& item_id, ItemLosses& losses);

}  // namespace restante::targets
