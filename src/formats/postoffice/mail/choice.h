// What speaks for and against each of several candidate layouts, and which of them are left. No complete postoffice is
// documented, so a layout is believed only as far as the files at hand prove it: docs/formats/postoffice-mail.md 2.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace restante::postoffice {

struct VariantEvidence {
    std::size_t confirmed = 0;     // facts that fit
    std::size_t contradicted = 0;  // facts that cannot be if the candidate were right

    bool operator==(const VariantEvidence&) const = default;
};

// Candidates are named by their index in the table they come from.
struct VariantChoice {
    std::vector<VariantEvidence> evidence{};  // one a candidate
    // The candidates the evidence leaves, in the order of the table; none: nothing is known. Several: only what all of
    // them say alike may be believed.
    std::vector<std::size_t> standing{};

    [[nodiscard]] std::optional<std::size_t> only() const {
        return standing.size() == 1 ? std::optional(standing.front()) : std::nullopt;
    }
};

struct ChoiceRule {
    std::size_t least_confirmed = 3;    // fewer facts prove nothing
    std::size_t tolerated_percent = 5;  // damaged files contradict the right candidate, too
};

// Every candidate that has enough for it and little enough against it is left standing.
[[nodiscard]] VariantChoice choose(std::vector<VariantEvidence> evidence, ChoiceRule rule = {});

}  // namespace restante::postoffice
