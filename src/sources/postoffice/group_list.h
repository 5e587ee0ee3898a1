// The groups of a postoffice with their members. Source:
// docs/formats/postoffice-records.md "Groups" (Q107767).
#pragma once

#include <vector>

#include "base/code_page.h"
#include "base/finding.h"
#include "model/directory.h"
#include "sources/postoffice/postoffice_study.h"

namespace restante::sources {

// Groups whose place or members are not proved are left out; a finding says so.
[[nodiscard]] std::vector<model::DirectoryGroup> read_groups(const PostofficeStudy& study, const CodePage& page,
                                                             Findings& findings);

}  // namespace restante::sources
