// The targets "contacts:" and "vcard:": address books as vCard files. docs/targets/contacts.md
#pragma once

#include <memory>

#include "targets/target.h"
#include "targets/target_uri.h"

namespace restante::targets {

// contacts:DIR or vcard:DIR, with version=4|3. usage: anything else.
Result<std::unique_ptr<Target>> open_vcard_target(const TargetUri& uri, const TargetOptions& options);

}  // namespace restante::targets
