// Phone, office and the like of the accounts of a postoffice. Source: docs/formats/postoffice-records.md "Templates and
// details".
#pragma once

#include <vector>

#include "base/code_page.h"
#include "model/directory.h"
#include "sources/postoffice/postoffice_study.h"

namespace restante::sources {

// Fills `details` of the accounts, which are those of study.matching.members, in order. A record belongs to the account
// whose name it holds, or, when no record holds a name and there are as many records as accounts in ACCESS2, to the one
// with its number (inferred); a finding tells of the latter. Otherwise nothing is filled in.
void add_account_details(const PostofficeStudy& study, const CodePage& page,
                         std::vector<model::DirectoryAccount>& accounts, Findings& findings);

}  // namespace restante::sources
