// What a WINMAIL.DAT adds to its message, and where the two disagree. docs/attachments.md "WINMAIL.DAT"
#pragma once

#include <string>
#include <vector>

#include "content/expand.h"
#include "model/message.h"

namespace restante::content {

// `known` is the message with what was added to it before, `inside` what the WINMAIL.DAT says. Puts what `known` lacks,
// and the rest of a subject that was cut, into the expansion. Returns the disagreements, one phrase each; the message
// is always right.
std::vector<std::string> merge(const model::Message& known, const model::Message& inside, Expansion& into);

}  // namespace restante::content
