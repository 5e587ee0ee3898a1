// MBG and KEY of one account.
#pragma once

#include "forge/mail_index.h"
#include "forge/office.h"

namespace restante::forge {

Result<void> write_mailbag(const Office& office, const MailIndex& index, std::size_t record);
// Both empty, as after a reset.
Result<void> write_empty_mailbag(const Office& office, const std::string& name);

}  // namespace restante::forge
