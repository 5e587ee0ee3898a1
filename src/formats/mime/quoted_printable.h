// The quoted-printable transfer encoding (RFC 2045 6.7).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "formats/mime/line_end.h"

namespace restante::mime {

// Appends the encoded form of text whose line ends are LF.
void append_quoted_printable(std::string_view lines, LineEnd line_end, std::string& out);

// Its size but for soft line breaks and blanks at line ends: enough to choose between encodings.
[[nodiscard]] std::size_t quoted_printable_size(std::string_view lines);

}  // namespace restante::mime
