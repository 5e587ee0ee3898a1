// The recipients of one postoffice as entries of OpenLDAP. Source: docs/targets/directory.md, OpenLDAP.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/finding.h"
#include "targets/directory/recipients.h"

namespace restante::targets::directory {

// LDIF: the unit of the postoffice, people, contacts, groups. Needs the schemas core, cosine, inetorgperson and misc.
[[nodiscard]] std::string openldap_text(const Recipients& recipients, std::size_t postoffice, std::string_view base,
                                        Findings& losses);

}  // namespace restante::targets::directory
