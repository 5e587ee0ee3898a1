// Where the sections are that the rows of a damaged set point to: pointers say where a section stood when the files
// were written, and the distances between them prove how far it has moved. Source: docs/formats/migration.md, Damaged
// sets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "formats/exchange/section_links.h"

namespace restante::exchange {

// What is known of a section's place.
struct SectionPlace {
    std::optional<std::uint64_t> written{};  // where its row stood; nothing: not known
    bool pointed = false;                    // a row points to it
    bool proved = false;                     // by the heading, its own place, or several pointers that agree
    bool doubtful = false;  // what follows contradicts the pointers: parts of the message may be another's
};

// Splits runs where the pointers show that something is missing between two sections that seem to follow one another.
// `pointers` ascend, each once. One place for each section.
[[nodiscard]] std::vector<SectionPlace> match_pointers(LinkedSections& sections,
                                                       const std::vector<std::uint64_t>& pointers);

}  // namespace restante::exchange
