// From a message of the source to one of Outlook. Source: docs/targets/pst.md sections 5 to 9.
#pragma once

#include <string>

#include "formats/pst/message.h"
#include "model/folder.h"
#include "model/message.h"
#include "targets/pst/item_properties.h"

namespace restante::targets {

// The result borrows the streams of `message`. Property ids in it are those of context.writer.
[[nodiscard]] pst::Message map_message(const MappingContext& context, const model::Message& message,
                                       const model::Folder& folder, const std::string& item_id, ItemLosses& losses);

// Recipients of one kind, appended; those without a name are called by their address.
void append_recipients(std::vector<pst::Recipient>& into, const std::vector<model::Address>& addresses,
                       pst::RecipientKind kind, ItemLosses& losses);

}  // namespace restante::targets
