// Layouts of postoffice records that somebody knows, as a TOML file. Source: docs/postoffice-layouts.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/postoffice/records/layout.h"
#include "service/exit_code.h"

namespace restante::service {

// usage: a file cannot be read, or is not understood; the text names file and line.
Outcome<std::vector<postoffice::RecordLayout>> read_layout_files(const std::vector<std::string>& paths);

// From the content alone. bad_value: the offset is the line, counted from 1.
Result<std::vector<postoffice::RecordLayout>> layouts_of_toml(std::string_view bytes);

}  // namespace restante::service
