// Base64 (RFC 2045 6.8), fast enough never to be the bottleneck: twelve bits a table look-up.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "formats/mime/line_end.h"

namespace restante::mime {

constexpr std::size_t kBase64Line = 57;  // input bytes of one full line of 76 characters

// Appends the encoding without line ends, padded.
void append_base64(Bytes bytes, std::string& into);

// Appends lines of 76 characters, each with a line end. All pieces of one part but the last must be a multiple of
// kBase64Line long, so that the lines come out the same whatever the pieces.
void append_base64_lines(Bytes bytes, LineEnd line_end, std::string& into);

}  // namespace restante::mime
