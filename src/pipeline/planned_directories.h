// The accounts of a run: those of the source's postoffices, and of mailboxes no postoffice knows.
#pragma once

#include <vector>

#include "base/finding.h"
#include "model/directory.h"
#include "pipeline/listed_users.h"
#include "pipeline/plan.h"
#include "pipeline/selection.h"

namespace restante::pipeline {

// Fills plan.directories, and says of each mailbox whether it is wanted and what it is called. `users`: the user list
// or null for none; what does not fit it is added to plan.findings.
void plan_directories(std::vector<model::Directory> directories, const std::vector<ListedUser>* users,
                      Selector& selector, Plan& plan);

}  // namespace restante::pipeline
