// What Windows clients leave: message files with their backups, MSMAIL.INI, Schedule+ files.
#pragma once

#include "forge/mail_index.h"
#include "forge/office.h"

namespace restante::forge {

// Where an account's message file lies: "MMF/<hexid>.MMF" or "LOCAL/<MAILBOX>/MSMAIL.MMF".
[[nodiscard]] std::string store_path(const Plan& plan, std::size_t record);

[[nodiscard]] bool is_in_store(const Letter& letter);

// The message file, its settings and backup, if the account has them.
Result<void> write_client_files(const Office& office, const MailIndex& index, std::size_t record);
// A message file that names an account of another postoffice, and Schedule+ files with SCHEDULE.KEY.
Result<void> write_stray_files(const Office& office);
constexpr const char* kStrayStore = "LOCAL/STRANGER/MSMAIL.MMF";
[[nodiscard]] std::string stray_account(const Plan& plan);
[[nodiscard]] std::size_t stray_letter_count();

}  // namespace restante::forge
