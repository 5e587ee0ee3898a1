// TPL\ADMIN.TPL and INF\ADMIN.INF: telephone, office and the like of each account.
#pragma once

#include "forge/office.h"

namespace restante::forge {

Result<void> write_detail_files(const Office& office);

}  // namespace restante::forge
