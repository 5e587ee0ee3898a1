// What may stand in an addr-spec, and turning any text into something that may.
#pragma once

#include <string>
#include <string_view>

namespace restante::targets::mail {

constexpr std::size_t kLongestLocalPart = 64;  // RFC 5321 4.5.3.1
constexpr std::size_t kLongestLabel = 63;
constexpr std::size_t kLongestDomain = 253;

// ASCII local@domain with a dot-atom or quoted local part and a domain of letters, digits and hyphens or a [literal].
[[nodiscard]] bool is_address_spec(std::string_view text);
[[nodiscard]] bool is_domain(std::string_view text);

// A dot-atom made of `text`: lower case, what may not stand there as =hh (and "=" itself as =3d). Different texts (case
// aside) give different results; too long ones end in a hash.
[[nodiscard]] std::string local_part(std::string_view text);
// A domain label made of `text`: lower case, what may not stand there as --hh.
[[nodiscard]] std::string domain_label(std::string_view text);

}  // namespace restante::targets::mail
