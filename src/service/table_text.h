// The text of a table that somebody's spreadsheet saved.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace restante::service {

// UTF-8 without byte order mark, from UTF-8, UTF-16 or Windows-1252. bad_value: no text; the offset is line 1.
Result<std::string> table_text(std::string_view bytes);

}  // namespace restante::service
