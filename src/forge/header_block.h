// The block of label lines that the sender's program put in front of the text. Source: docs/formats/letterhead.md.
#pragma once

#include <string>

#include "forge/letter.h"

namespace restante::forge {

// UTF-8, CR LF, with the line of dashes; "" when the letter has none.
[[nodiscard]] std::string header_block(const Letter& letter);

}  // namespace restante::forge
