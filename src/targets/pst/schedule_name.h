// The name blob of Schedule+ messages (attributes 00060000 and 00060001): a length, a name, a length, TYPE:address.
// Source: docs/formats/mmf.md section 6.8.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "targets/pst/person.h"

namespace restante::targets {

constexpr std::size_t kMaxScheduleName = 64 * 1024;  // two 16-bit lengths; whatever is larger is no such blob

// Text is UTF-8 when it is valid UTF-8, else code page 1252. Nothing when the bytes are no such blob.
[[nodiscard]] std::optional<Person> read_schedule_name(Bytes blob);

}  // namespace restante::targets
