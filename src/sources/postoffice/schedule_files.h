// Calendars of the old schedule program, handed over as they are: their format is not known, and whose they are stands
// in a file nobody described. Source: docs/sources.md "Calendars".
#pragma once

#include <memory>

#include "sources/postoffice/postoffice_message.h"
#include "sources/source.h"

namespace restante::sources {

// One message a file, in a folder of their own. Null when there are none. `context` outlives the reader.
std::unique_ptr<MailboxReader> open_schedule_files(const MessageContext& context);

}  // namespace restante::sources
