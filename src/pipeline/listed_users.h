// The user list of `migrate --users`: which mailboxes are wanted, and what they are called from now on.
// Source: docs/directory.md.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/directory.h"

namespace restante::pipeline {

// One row.
struct ListedUser {
    std::string mailbox{};
    std::string address{};  // "MS:ACME/HQ/JDOE"; "" when the row has none
    bool wanted = true;
    std::string name{};          // directory name; "": as it is
    std::string display_name{};  // "": as it is
    std::vector<model::DirectoryDetail> details{};
    std::size_t line = 0;
};

// Which row is for which account. Names and addresses match without regard to case and blanks; where that fits several,
// the one that fits with its blanks does.
struct ListAssignment {
    std::vector<const ListedUser*> rows{};  // one for each account; null: not in the list
    std::vector<const ListedUser*> unmatched{}, ambiguous{};
};
// `accounts` and `users` outlive the result.
[[nodiscard]] ListAssignment assign(const std::vector<ListedUser>& users,
                                    const std::vector<const model::DirectoryAccount*>& accounts);

}  // namespace restante::pipeline
