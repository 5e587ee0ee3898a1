// The letterhead a mail client wrote in front of the text: what it says goes where the message says nothing, and the
// block leaves the text. docs/formats/letterhead.md "What becomes of it"
#pragma once

#include "content/expand.h"

namespace restante::content {

// Fills `into`, or leaves it alone: when there is none, or one that is not the message's own (TEXT-004).
void take_letterhead(const model::Message& message, const std::string& item, Findings& findings, Expansion& into);

}  // namespace restante::content
