// What is known of a postoffice's layout, and what speaks for it: for people who must decide whether to believe it.
#pragma once

#include <string>
#include <vector>

#include "sources/fact.h"
#include "sources/postoffice/postoffice_study.h"

namespace restante::sources {

// `path` names the postoffice in each fact. Fields that were looked for and not proved are among them, with no value.
[[nodiscard]] std::vector<Fact> evidence_of_postoffice(const PostofficeStudy& study, const std::string& path);

}  // namespace restante::sources
