// Reads messages by GMime: of one Maildir folder, ours or a server's, or one alone.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "target_contract.h"

namespace restante::testing {

[[nodiscard]] std::vector<ReadMessage> read_maildir_folder(const std::filesystem::path& folder);
[[nodiscard]] ReadMessage understood(const std::string& raw);
[[nodiscard]] TargetUnderTest imap_under_test();
[[nodiscard]] TargetUnderTest ews_under_test();

}  // namespace restante::testing
