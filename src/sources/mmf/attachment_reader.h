// The attachments of one message. Source: docs/formats/mmf-records.md "Attachment lists".
#pragma once

#include <string>
#include <vector>

#include "formats/mmf/attachment_list.h"
#include "formats/mmf/node.h"
#include "model/attachment.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

// In list order; data and pictures stay in the store until they are read. What cannot be read is left out with a
// finding. `expected`: the message's status says that there are some.
std::vector<model::Attachment> read_attachments(StoreContext& context, const mmf::Node& message, bool expected,
                                                const std::string& item);

}  // namespace restante::sources
