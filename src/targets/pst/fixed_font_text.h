// Text in a font of equal widths, which plain text in Outlook does not have: RTF. Source: docs/targets/pst.md section
// 7, Rich Text Format Specification 1.9.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace restante::targets {

// `text` has CR LF line ends. `places` are those of attachments, in characters of it: each gets a mark that Outlook
// replaces by its icon, for the blank that stands there if there is one. ASCII.
[[nodiscard]] std::string fixed_font_rtf(std::string_view text, std::vector<std::uint32_t> places);

}  // namespace restante::targets
