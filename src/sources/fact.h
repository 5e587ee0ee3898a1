// How a fact about a source was established.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace restante::sources {

struct Fact {
    std::string field{};                            // "code page"
    std::string value{};                            // "1252"
    std::string established{};                      // "the header names the Windows language \"German\""
    std::optional<std::uint64_t> offset{};          // where the evidence lies in the file, or the field in its record
    std::uint64_t confirmed = 0, contradicted = 0;  // places that agree and disagree
    double confidence = 1;                          // 0..1
};

}  // namespace restante::sources
