// MBG and KEY of one account.
#pragma once

#include <string>
#include <vector>

#include "forge/mail_index.h"
#include "forge/office.h"

namespace restante::forge {

Result<void> write_mailbag(const Office& office, const MailIndex& index, std::size_t record);
// A bag of messages on their way; all headers are live.
struct QueuedLetter {
    const Letter* letter = nullptr;  // never null
    MessageFile file{};
};
Result<void> write_queue(const Office& office, const std::string& name, const std::vector<QueuedLetter>& letters);
// Both empty, as after a reset.
Result<void> write_empty_mailbag(const Office& office, const std::string& name);

}  // namespace restante::forge
