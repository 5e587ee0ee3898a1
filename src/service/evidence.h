// How a fact about a source was established.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/result.h"

namespace restante::service {

struct Fact {
    std::string field{};                            // "code page"
    std::string value{};                            // "1252"
    std::string established{};                      // "the header names the Windows language \"German\""
    std::optional<std::uint64_t> offset{};          // where the evidence lies in the file
    std::uint64_t confirmed = 0, contradicted = 0;  // places that agree and disagree
    double confidence = 1;                          // 0..1
};

// For a message file. The errors of opening it.
Result<std::vector<Fact>> evidence_of_message_file(const ByteSourcePointer& file);

}  // namespace restante::service
