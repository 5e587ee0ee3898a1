// All files of MAI and ATT, written letter after letter; on the way the index of who has which letter is made.
#pragma once

#include "forge/mail_index.h"
#include "forge/office.h"

namespace restante::forge {

Result<MailIndex> write_message_files(const Office& office);

// Letters no mailbag names, numbered behind all others. Returns how many MAI or ATT numbers are used up then.
[[nodiscard]] std::size_t orphan_count(const Plan& plan);
Result<std::uint32_t> write_orphans(const Office& office, std::uint32_t next_number);

}  // namespace restante::forge
