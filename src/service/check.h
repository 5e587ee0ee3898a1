// Use case check: does a file obey the rules of its format? Reads only.
#pragma once

#include <string>

#include "base/finding.h"
#include "service/exit_code.h"

namespace restante::service {

struct Checked {
    std::string format{};  // "message file (MMF)"
    Findings findings{};
    [[nodiscard]] bool clean() const;  // nothing above info
};

// Recognised by content, files of a postoffice by their name as well. A directory is checked when it holds a
// postoffice, with everything else in it that has a format, or one packing list of migration files; findings name the
// file then. A packing list stands for its set. Refused with bad_source:
// missing, unreadable, no format that can be checked.
Outcome<Checked> check(const std::string& path);

}  // namespace restante::service
