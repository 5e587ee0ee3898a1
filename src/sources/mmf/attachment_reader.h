// The attachments of one message. Source: docs/formats/mmf-records.md "Attachment lists".
#pragma once

#include <string>
#include <vector>

#include "formats/mmf/node.h"
#include "model/attachment.h"
#include "sources/mmf/attachment_owners.h"
#include "sources/mmf/message_reader.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

// In list order; data and pictures stay in the store until they are read. What cannot be read is left out with a
// finding. `reader` has read the message: it knows whether there should be attachments, and the characters of its text.
std::vector<model::Attachment> read_attachments(StoreContext& context, AttachmentOwners& owners,
                                                const mmf::Node& message, MessageReader& reader,
                                                const std::string& item);

// Those of a list that no message names, or the one attachment of that name.
std::vector<model::Attachment> read_ownerless_attachments(StoreContext& context, AttachmentOwners& owners, mmf::Oid oid,
                                                          const std::string& item);

}  // namespace restante::sources
