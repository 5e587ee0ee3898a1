// What the rows of one mailbox may make us read of secondary files. Many rows may point to the same place; a file made
// to hurt lets all of them do so. Source: docs/limits.md.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace restante::sources::migration {

// Sections behind the first one of each row, and places looked at for rows that overlap; of larger sets one for each
// kBytesPerSection bytes.
constexpr std::uint64_t kMostSharedSections = 100'000;
constexpr std::uint64_t kBytesPerSection = 4;
// Bytes of fields that stand in secondary files; of larger sets kTimesFieldBytes times their size.
constexpr std::uint64_t kMostFieldBytes = 16ULL * 1024 * 1024;
constexpr std::uint64_t kTimesFieldBytes = 4;

class PointerBudget {
public:
    explicit PointerBudget(std::uint64_t set_bytes)
        : sections_(std::max(kMostSharedSections, set_bytes / kBytesPerSection)),
          field_bytes_(std::max(kMostFieldBytes, set_bytes * kTimesFieldBytes)) {}

    // How many sections may still be read.
    [[nodiscard]] std::uint64_t sections() const { return sections_; }
    void spend_sections(std::uint64_t count) { sections_ -= std::min(count, sections_); }

    [[nodiscard]] std::uint64_t field_bytes() const { return field_bytes_; }
    void spend_field_bytes(std::uint64_t count) { field_bytes_ -= std::min(count, field_bytes_); }

private:
    std::uint64_t sections_;
    std::uint64_t field_bytes_;
};

}  // namespace restante::sources::migration
