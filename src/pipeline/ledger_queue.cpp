#include "pipeline/ledger_queue.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "pipeline/kept_outcome.h"

namespace restante::pipeline {
namespace {

constexpr int kBeatsInLease = 4;

ledger::UnitState state_of(const MailboxOutcome& outcome) {
    // Whoever goes on takes it up again.
    if (outcome.stopped) return ledger::UnitState::planned;
    if (outcome.gave_up) return ledger::UnitState::failed;
    return outcome.result.complete && outcome.failures.total() == 0 ? ledger::UnitState::complete
                                                                    : ledger::UnitState::incomplete;
}

// Somebody is writing to the same place: most likely a worker that has overslept its lease and will notice.
bool is_taken(const MailboxOutcome& outcome) {
    const std::vector<Failure>& failures = outcome.failures.list();
    return std::any_of(failures.begin(), failures.end(),
                       [](const Failure& failure) { return failure.error.code == Errc::conflict; });
}

}  // namespace

std::vector<ledger::Unit> units_of(const Plan& plan, const std::string& run, const std::string& source) {
    std::vector<ledger::Unit> units;
    for (const PlannedMailbox& planned : plan.mailboxes) {
        if (!planned.selected || planned.error) continue;
        ledger::Unit unit;
        unit.run = run;
        unit.source = source;
        unit.position = planned.index;
        unit.name = planned.mailbox.name;
        unit.address = planned.mailbox.address;
        unit.messages = planned.messages;
        units.push_back(std::move(unit));
    }
    return units;
}

Result<std::unique_ptr<LedgerQueue>> LedgerQueue::open(LedgerSettings settings, const Plan& plan, std::size_t workers) {
    std::unique_ptr<LedgerQueue> queue(new LedgerQueue(std::move(settings), plan));
    TRY_VOID(queue->connect(workers));
    TRY_VOID(queue->register_mailboxes());
    return queue;
}

Result<std::unique_ptr<LedgerQueue>> LedgerQueue::join(LedgerSettings settings, const Plan& plan,
                                                       std::optional<ledger::Claim> claim,
                                                       const LedgerConnections& connections) {
    std::unique_ptr<LedgerQueue> queue(new LedgerQueue(std::move(settings), plan));
    queue->alone_ = false;
    queue->first_ = std::move(claim);
    queue->ledgers_.push_back(&connections.work);
    queue->pulse_ = &connections.pulse;
    queue->begin();
    return queue;
}

Result<void> LedgerQueue::connect(std::size_t workers) {
    for (std::size_t i = 0; i < std::max<std::size_t>(workers, 1); ++i)
        ledgers_.push_back(own_.emplace_back(TRY(ledger::open_ledger(settings_.place))).get());
    pulse_ = own_.emplace_back(TRY(ledger::open_ledger(settings_.place))).get();
    begin();
    return {};
}

void LedgerQueue::begin() {
    for (std::size_t i = 0; i < plan_.mailboxes.size(); ++i)
        if (plan_.mailboxes[i].selected && !plan_.mailboxes[i].error)
            planned_by_position_[plan_.mailboxes[i].index] = i;
    heart_ = std::jthread([this](const std::stop_token& stop) { beat(stop); });
}

std::string LedgerQueue::worker_name(std::size_t worker) const {
    return alone_ ? fmt::format("{}.{}", settings_.process, worker) : settings_.process;
}

LedgerQueue::~LedgerQueue() {
    heart_.request_stop();
    wake_.notify_all();
}

Result<void> LedgerQueue::register_mailboxes() {
    ledger::Ledger& first = *ledgers_.front();
    TRY_VOID(first.add_units(units_of(plan_, settings_.run, settings_.source)));
    return first.reopen(settings_.run, !settings_.only_missing);
}

Result<std::optional<Work>> LedgerQueue::next(std::size_t worker) {
    ledger::Ledger& mine = *ledgers_.at(worker);
    while (true) {
        auto claim = std::exchange(first_, std::nullopt);
        if (!claim) claim = TRY(mine.claim({worker_name(worker), settings_.lease, settings_.run, settings_.source}));
        if (!claim) return std::optional<Work>();
        const auto planned = planned_by_position_.find(claim->unit.position);
        if (claim->unit.kind != ledger::UnitKind::mailbox || planned == planned_by_position_.end()) {
            // Registered by an earlier run that wanted more, or from a source that has changed since.
            TRY_VOID(mine.release(*claim, ledger::UnitState::skipped, {}));
            continue;
        }
        {
            const std::scoped_lock alone(mutex_);
            held_[claim->unit.id] = *claim;
        }
        std::optional<Work> work(std::in_place);
        work->planned = planned->second;
        work->record = UnitRecord(mine, *claim);
        work->claim = std::move(*claim);
        return work;
    }
}

Result<void> LedgerQueue::done(std::size_t worker, Work& work, const MailboxOutcome& outcome) {
    ledger::Ledger& mine = *ledgers_.at(worker);
    const ledger::Claim& claim = *work.claim;
    {
        const std::scoped_lock alone(mutex_);
        held_.erase(claim.unit.id);
    }
    const KeptOutcome kept = keep(outcome);
    // In a fleet it stays leased without a heartbeat, so that it is tried again when the lease is over.
    const bool stays_leased = !alone_ && is_taken(outcome);
    // One transaction for all of it: a fleet ends many mailboxes, and the disk of its database is what they share. A
    // claim somebody else has now changes nothing.
    return mine.together([&]() -> Result<void> {
        if (stays_leased)
            TRY_VOID(mine.extend(claim, settings_.lease));
        else
            TRY_VOID(mine.release(claim, state_of(outcome), kept.result));
        return mine.replace_notes(settings_.run, claim.unit.id, kept.notes);
    });
}

Result<std::optional<MailboxOutcome>> LedgerQueue::earlier(std::size_t planned) {
    ledger::Ledger& first = *ledgers_.front();
    if (!units_) units_ = TRY(first.units(settings_.run));
    for (const ledger::Unit& unit : *units_) {
        if (unit.kind != ledger::UnitKind::mailbox || unit.position != plan_.mailboxes[planned].index ||
            unit.source != settings_.source)
            continue;
        if (unit.state == ledger::UnitState::leased || unit.state == ledger::UnitState::planned) break;
        return restore({unit.result, TRY(first.notes(settings_.run, unit.id))}, settings_.targets);
    }
    return std::optional<MailboxOutcome>();
}

void LedgerQueue::beat(const std::stop_token& stop) {
    std::unique_lock alone(mutex_);
    const auto pause = std::chrono::milliseconds(settings_.lease) / kBeatsInLease;
    while (!wake_.wait_for(alone, stop, pause, [&stop] { return stop.stop_requested(); })) {
        const auto held = held_;
        alone.unlock();
        // A lease that was lost shows itself when its worker next writes; a database that is away may come back in
        // time.
        for (const auto& [unit, claim] : held) (void)pulse_->extend(claim, settings_.lease);
        for (const std::string& slot : settings_.slots)
            (void)pulse_->take_slot(slot, settings_.slot_cap, settings_.process, settings_.lease);
        alone.lock();
    }
}

}  // namespace restante::pipeline
