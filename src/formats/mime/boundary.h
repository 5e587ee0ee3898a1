// The line between parts.
#pragma once

#include <string>
#include <string_view>

namespace restante::mime {

constexpr std::string_view kBoundaryStem = "=_restante_";  // every one starts like this

// A boundary made from `seed` (letters and digits, at most 40 are used): the same seed gives the same boundary. It
// holds "=_", which no base64 and no quoted-printable line can hold; `seven_bit_text`, the text that goes out as it
// is, is searched, and the boundary changed until it does not occur there.
[[nodiscard]] std::string choose_boundary(std::string_view seed, std::string_view seven_bit_text);

}  // namespace restante::mime
