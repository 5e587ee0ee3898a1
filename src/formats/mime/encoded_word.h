// RFC 2047 encoded words: any text in a header.
#pragma once

#include <string_view>

#include "formats/mime/folding_line.h"

namespace restante::mime {

// Writes `text` (clean, see clean_text.h) as one or more encoded words in UTF-8, by Q or B, whichever is shorter
// (Q when equal). Characters are never split; no line passes 76 columns. Only letters that may stand in a display name
// are left unencoded by Q, so that one form serves everywhere.
void write_encoded_words(FoldingLine& line, std::string_view text);

// Unstructured text: words that are ASCII stay readable, the stretch that is not is encoded. Never longer than 998 on a
// line. `value` may hold anything; it is cleaned.
void write_unstructured(FoldingLine& line, std::string_view value);

}  // namespace restante::mime
