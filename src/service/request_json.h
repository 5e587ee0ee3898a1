// A migration as text: what the ledger keeps so that resume asks for the same again.
#pragma once

#include <optional>
#include <string>

#include "service/migrate.h"

namespace restante::service {

// Everything that decides what is delivered where; never a password. `directory`: where relative paths start.
[[nodiscard]] std::string request_json(const MigrateRequest& request, const std::string& directory);

struct KeptRequest {
    MigrateRequest request{};
    std::string directory{};
};
// Nothing when the text is something else.
[[nodiscard]] std::optional<KeptRequest> read_request_json(const std::string& text);

}  // namespace restante::service
