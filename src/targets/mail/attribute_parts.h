// Attributes that no field covers: each a line of the header, the large ones a part besides.
#pragma once

#include <string_view>
#include <vector>

#include "base/finding.h"
#include "formats/mime/header_writer.h"
#include "model/message.h"
#include "targets/mail/part_plan.h"

namespace restante::targets::mail {

// Those of the message and of its attachments. Parts are appended; `item` names the message in findings.
void write_attributes(mime::HeaderWriter& headers, const model::Message& message, std::string_view item,
                      std::vector<PlannedPart>& parts, Findings& losses);

// The letterhead that was taken out of the text, in the same way.
void write_letterhead(mime::HeaderWriter& headers, const model::Message& message, std::string_view item,
                      std::vector<PlannedPart>& parts, Findings& losses);

}  // namespace restante::targets::mail
