// Text and attachments of a message out of a secondary file. Source: docs/formats/migration.md, Secondary file.
#pragma once

#include <string>

#include "base/code_page.h"
#include "base/finding.h"
#include "formats/exchange/secondary_file.h"
#include "model/message.h"

namespace restante::sources::migration {

// Adds what the sections say; what is odd goes to the findings under the name of the item.
void add_content(const exchange::DataSections& sections, const CodePage& page, const std::string& item,
                 model::Message& message, Findings& findings);

}  // namespace restante::sources::migration
