#include "service/preflight.h"

#include <utility>

#include "service/migration_session.h"

namespace restante::service {

Outcome<Preflight> preflight(const MigrateRequest& request) {
    auto opened = MigrationSession::open(request);
    if (!opened) return tl::unexpected(std::move(opened.error()));
    Preflight result;
    for (const auto& target : (*opened)->targets()) result.places.push_back(target->place());
    result.mailboxes = (*opened)->plan().selected().size();
    result.messages = (*opened)->plan().selected_messages();
    return result;
}

}  // namespace restante::service
