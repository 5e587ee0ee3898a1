#include "formats/postoffice/mail/choice.h"

#include <utility>

namespace restante::postoffice {

VariantChoice choose(std::vector<VariantEvidence> evidence, ChoiceRule rule) {
    VariantChoice choice;
    for (std::size_t i = 0; i < evidence.size(); ++i) {
        const auto [confirmed, contradicted] = evidence[i];
        if (confirmed >= rule.least_confirmed &&
            contradicted * 100 <= rule.tolerated_percent * (confirmed + contradicted))
            choice.standing.push_back(i);
    }
    choice.evidence = std::move(evidence);
    return choice;
}

}  // namespace restante::postoffice
