// Use case status: a fleet at a glance.
#include <map>
#include <utility>

#include "service/fleet.h"
#include "service/open_run.h"

namespace restante::service {
namespace {

std::uint64_t& count_of(FleetStatus::States& states, ledger::UnitState state) {
    switch (state) {
        case ledger::UnitState::planned:
            return states.planned;
        case ledger::UnitState::leased:
            return states.leased;
        case ledger::UnitState::complete:
            return states.complete;
        case ledger::UnitState::incomplete:
            return states.incomplete;
        case ledger::UnitState::failed:
            return states.failed;
        case ledger::UnitState::skipped:
            break;
    }
    return states.skipped;
}

void take(FleetStatus& status, ledger::Unit unit) {
    const bool mailbox = unit.kind == ledger::UnitKind::mailbox;
    ++count_of(mailbox ? status.mailboxes : status.sources, unit.state);
    if (unit.state == ledger::UnitState::leased)
        status.workers.push_back({unit.worker, unit.source, mailbox ? unit.name : std::string()});
    const bool trouble = unit.state == ledger::UnitState::failed || unit.state == ledger::UnitState::incomplete;
    if (trouble && status.troubled.size() < FleetStatus::kMostTroubled) status.troubled.push_back(std::move(unit));
}

Result<FleetStatus> read_status(ledger::Ledger& ledger) {
    FleetStatus status;
    std::map<std::string, std::uint64_t> items;
    for (const ledger::Run& run : TRY(ledger.runs())) {
        ++status.runs;
        for (ledger::Unit& unit : TRY(ledger.units(run.id))) take(status, std::move(unit));
        for (const ledger::StateCount& one : TRY(ledger.item_states(run.id))) items[one.state] += one.count;
    }
    for (const char* state : {"planned", "intended", "sent", "confirmed", "failed", "skipped"})
        if (const auto found = items.find(state); found != items.end()) status.items.push_back({state, found->second});
    return status;
}

}  // namespace

Outcome<FleetStatus> status_of_fleet(const std::string& place) {
    auto ledger = open_existing_ledger(place);
    if (!ledger) return tl::unexpected(std::move(ledger.error()));
    auto status = read_status(**ledger);
    if (!status) return refuse_target(std::move(status.error()).in(shown_ledger(place)));
    return *status;
}

}  // namespace restante::service
