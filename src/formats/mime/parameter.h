// Parameters of Content-Type and Content-Disposition (RFC 2045 5.1, RFC 2231).
#pragma once

#include <string_view>

#include "formats/mime/folding_line.h"

namespace restante::mime {

// Writes `; name=value`: a token or quoted string when the value is printable ASCII and fits on a line, continuations
// (name*0, name*1 ...) when it is longer, percent-encoded UTF-8 (name*, name*0* ...) when it is not ASCII. The value is
// cleaned first.
//
// A plain fallback beside an encoded value must not repeat the same name: parsers then report a duplicate parameter.
// The fallback of filename* is therefore the name parameter of Content-Type (ascii_fallback).
void write_parameter(FoldingLine& line, std::string_view name, std::string_view value);

// `value` with every character that is not printable ASCII replaced by "_".
[[nodiscard]] std::string ascii_fallback(std::string_view value);

}  // namespace restante::mime
