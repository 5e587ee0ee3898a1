// Lines of formats that fold long ones: the rest stands in the next line behind a blank (RFC 2849, RFC 6350, RFC 5545).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace restante {

// The line that starts at `position`, without its line end (LF or CRLF), those folded behind it joined to it.
// `position` goes to the next line. Joining stops once the line is longer than `limit` bytes; what is folded further is
// then a line of its own.
[[nodiscard]] std::string next_unfolded_line(std::string_view text, std::size_t& position, std::string_view folds,
                                             std::size_t limit);

}  // namespace restante
