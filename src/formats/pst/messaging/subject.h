// The two characters in front of a stored subject that say how long its prefix ("RE: ") is.
// Source: docs/formats/pst.md section 12; [MS-PST] 2.5.3.1.1.1.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace restante::pst {

// Characters of the prefix: one to three letters, a colon and a space ("RE: " = 4); 0 without one.
[[nodiscard]] std::size_t subject_prefix_length(std::string_view subject);

// The subject with its mark; "" stays "".
[[nodiscard]] std::string mark_subject(std::string_view subject);

}  // namespace restante::pst
