// What the page asks for, as a request of the service layer.
#pragma once

#include <string>

#include "base/result.h"
#include "service/inspect.h"
#include "service/migrate.h"

namespace restante::web {

struct AskedJob {
    std::string kind{};  // "inspect", "test", "plan", "run", "verify"
    service::InspectRequest inspect{};
    service::MigrateRequest migrate{};
    std::string control{};  // file of the old wizard that fills what `migrate` leaves open; "": none
    std::string ledger{};   // of verify
    targets::SecretSource secret{};
};

// `text`: the JSON of docs/wizard.md. Paths must be absolute. usage: it says something else.
Result<AskedJob> read_asked_job(const std::string& text);
Result<service::InspectRequest> read_asked_source(const std::string& text);

// A secret that is kept here alone. Without one, logins are refused: nobody may be asked at the terminal.
[[nodiscard]] targets::SecretSource typed_secret(const std::string& text, bool is_token);

}  // namespace restante::web
