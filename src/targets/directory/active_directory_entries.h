// The recipients of one postoffice as entries of Active Directory. Source: docs/targets/directory.md, Active Directory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/finding.h"
#include "targets/directory/recipients.h"

namespace restante::targets::directory {

// LDIF: the unit of the postoffice, users (disabled, without password), contacts, and groups without members.
[[nodiscard]] std::string active_directory_text(const Recipients& recipients, std::size_t postoffice,
                                                std::string_view base, Findings& losses);
// Changes that add the members to the groups, for when everybody is there; "" when no group has members.
[[nodiscard]] std::string active_directory_members(const Recipients& recipients, std::size_t postoffice,
                                                   std::string_view base);
// Changes that add what only the schema of Exchange knows; "" for nobody.
[[nodiscard]] std::string active_directory_exchange(const Recipients& recipients, std::size_t postoffice,
                                                    std::string_view base);

}  // namespace restante::targets::directory
