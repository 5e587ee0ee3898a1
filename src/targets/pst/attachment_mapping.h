// Attachments as Outlook stores them. Source: docs/targets/pst.md section 9.
#pragma once

#include <vector>

#include "formats/pst/message.h"
#include "model/attachment.h"
#include "targets/pst/item_properties.h"

namespace restante::targets {

[[nodiscard]] std::vector<pst::Attachment> map_attachments(const MappingContext& context,
                                                           const std::vector<model::Attachment>& attachments,
                                                           ItemLosses& losses);

}  // namespace restante::targets
