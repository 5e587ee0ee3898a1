// What use cases return, as JSON for the page. docs/wizard.md describes it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/exit_code.h"
#include "service/fleet.h"
#include "service/forecast.h"
#include "service/migrate.h"
#include "service/preflight.h"
#include "service/store_health.h"
#include "service/verify.h"
#include "web/exchange.h"

namespace restante::web {

// What a run has beside its outcome.
struct RunExtras {
    std::vector<std::string> notes{};             // what a control file asks for and is not done
    std::optional<service::Forecast> forecast{};  // of a plan
};

[[nodiscard]] std::string counts_json(const pipeline::Counts& counts);
// {"refused": {"code": 69, "text": "..."}}
[[nodiscard]] std::string refusal_json(const service::Refusal& refusal);
// The same as an answer of its own.
[[nodiscard]] Response refusal_response(const service::Refusal& refusal);
[[nodiscard]] std::string outcome_json(const service::MigrateOutcome& outcome, const service::MigrateRequest& request,
                                       const RunExtras& extras);
[[nodiscard]] std::string preflight_json(const service::Preflight& preflight);
[[nodiscard]] std::string verified_json(const service::VerifyOutcome& outcome);
[[nodiscard]] std::string fleet_json(const service::FleetStatus& status);
[[nodiscard]] std::string health_json(const service::StoreHealth& health);

}  // namespace restante::web
