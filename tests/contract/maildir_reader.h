// Reads one Maildir folder, ours or a server's, by GMime.
#pragma once

#include <filesystem>
#include <vector>

#include "target_contract.h"

namespace restante::testing {

[[nodiscard]] std::vector<ReadMessage> read_maildir_folder(const std::filesystem::path& folder);
[[nodiscard]] TargetUnderTest imap_under_test();

}  // namespace restante::testing
