// Use case repair: a clean new message file from a damaged one. The input is only read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/finding.h"
#include "service/exit_code.h"

namespace restante::service {

struct Repaired {
    std::size_t folders = 0, messages = 0, attachments = 0, entries = 0;
    std::uint64_t size = 0;  // bytes of the new file
    Findings findings{};     // about the damaged file, and what was left out or put right
    Findings remaining{};    // what check says of the new file above info; empty unless the program is at fault
    ExitCode exit_code = ExitCode::success;
};

// Refused with usage: `to` exists (nothing is touched); bad_source: no message file, or nothing is left of it; io: the
// new file cannot be written, nothing of it stays. docs/recovery.md "Repair"
Outcome<Repaired> repair(const std::string& from, const std::string& to);

[[nodiscard]] std::vector<std::string> repaired_lines(const Repaired& repaired, const std::string& to);
[[nodiscard]] std::string repaired_json(const Repaired& repaired, const std::string& from, const std::string& to);

}  // namespace restante::service
