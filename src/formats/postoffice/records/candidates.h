// Layouts that would fit a record whose sizes are documented and whose order is not: every order of its parts,
// described in a few lines rather than listed. Source: docs/formats/postoffice-records.md "Candidates".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/layout.h"

namespace restante::postoffice {

struct CandidateForm {
    FieldKind kind{};
    std::size_t size = 0;  // 0: the part is missing
};

struct CandidatePart {
    std::string name{};
    std::vector<CandidateForm> forms{};
};

// A run of bytes that holds all its parts in some order. What they leave over is one more, nameless part.
struct CandidateRegion {
    std::size_t begin = 0, end = 0;
    std::vector<CandidatePart> parts{};
};

struct CandidateLayouts {
    RecordLayout base{};  // the fields whose place is known; none inside a region
    std::vector<CandidateRegion> regions{};
};

// For ACCESS2, GROUP, GRPMEM, NETPO, GRP, NME and USR; without regions for the others.
[[nodiscard]] CandidateLayouts candidate_layouts(RecordFile file);

[[nodiscard]] std::size_t count_of(const CandidateLayouts& layouts);
// `index` < count_of(): a valid layout. Neighbouring indices differ in the order of the last parts.
[[nodiscard]] RecordLayout layout_number(const CandidateLayouts& layouts, std::size_t index);
// Every form and place that part has in any of them, each once, ascending by place.
[[nodiscard]] std::vector<Field> places_of(const CandidateLayouts& layouts, std::string_view part);

}  // namespace restante::postoffice
