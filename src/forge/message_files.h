// All files of MAI and ATT, written letter after letter; on the way the index of who has which letter is made.
#pragma once

#include "forge/mail_index.h"
#include "forge/office.h"

namespace restante::forge {

Result<MailIndex> write_message_files(const Office& office);

// MAI and ATT of a letter. Returns the size of the MAI file in bytes.
Result<std::uint32_t> write_letter(const Office& office, const Letter& letter, std::uint32_t number,
                                   std::size_t references);

}  // namespace restante::forge
