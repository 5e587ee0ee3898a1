// Mail that no mailbag names any more, and attachments that no message names; only a search for them delivers it.
// Source: docs/sources.md "Recovering".
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <vector>

#include "sources/postoffice/postoffice_message.h"
#include "sources/source.h"

namespace restante::sources {

// MAI files that headers of any mailbag name, those of queues, gateways and deleted accounts among them. With `dig`
// deleted headers name nothing.
[[nodiscard]] std::set<std::uint32_t> named_messages(const PostofficeStudy& study, bool dig);

// ATT files that no message names, those of folders among them; by number. Reads all messages.
[[nodiscard]] std::vector<std::uint32_t> unnamed_attachments(const PostofficeStudy& study);

// One folder of messages, and one with a message for each attachment; all of them marked as recovered. `context`
// outlives it.
std::unique_ptr<MailboxReader> open_orphan_mail(const MessageContext& context, std::vector<std::uint32_t> messages,
                                                std::vector<std::uint32_t> attachments);

}  // namespace restante::sources
