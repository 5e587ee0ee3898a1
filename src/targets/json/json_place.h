// Where the JSON lines go: a file that appears by rename, a device or pipe, or standard output.
#pragma once

#include <string>

#include "base/result.h"
#include "targets/files/output_file.h"

namespace restante::targets {

// Says whether `path` may become our output, without touching anything. exists: a file that is not ours, unless
// `overwrite`; usage: a directory; denied; not_found is no error, parents are made later.
Result<void> check_json_place(const std::string& path, bool overwrite);

// "mail.json" -> "mail.restante-report"; "" for what is no ordinary file.
[[nodiscard]] std::string json_report_path(const std::string& path);

// Opens `output` and gives the path to publish it under ("" for a stream). "-": standard output. denied, no_space, io;
// conflict: another run is writing the same file.
Result<std::string> open_json_place(const std::string& path, files::OutputFile& output);

}  // namespace restante::targets
