// A file name every system accepts, made from whatever the source holds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/attachment.h"

namespace restante::targets::mail {

constexpr std::size_t kLongestAttachmentName = 200;  // bytes

// Only the part behind the last slash or backslash; control characters and : * ? " < > | become "_", blanks and dots at
// the ends go, reserved device names (CON, NUL, COM1 ...) get "_" in front, long names are cut before their extension.
// Empty when nothing is left.
[[nodiscard]] std::string safe_file_name(std::string_view name);

// The name under which attachment number `index` (from 0) is delivered; never empty.
[[nodiscard]] std::string delivered_name(const model::Attachment& attachment, std::size_t index);

// A type from a small table of extensions; application/octet-stream for all others, text included, whose character
// set nobody knows.
[[nodiscard]] std::string_view content_type_of(std::string_view file_name);

}  // namespace restante::targets::mail
