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

}  // namespace

Result<std::unique_ptr<LedgerQueue>> LedgerQueue::open(LedgerSettings settings, const Plan& plan, std::size_t workers) {
    std::unique_ptr<LedgerQueue> queue(new LedgerQueue(std::move(settings), plan));
    for (std::size_t i = 0; i < std::max<std::size_t>(workers, 1); ++i)
        queue->ledgers_.push_back(TRY(ledger::open_ledger(queue->settings_.place)));
    queue->pulse_ = TRY(ledger::open_ledger(queue->settings_.place));
    TRY_VOID(queue->register_mailboxes());
    LedgerQueue* const self = queue.get();
    queue->heart_ = std::jthread([self](const std::stop_token& stop) { self->beat(stop); });
    return queue;
}

LedgerQueue::~LedgerQueue() {
    heart_.request_stop();
    wake_.notify_all();
}

Result<void> LedgerQueue::register_mailboxes() {
    std::vector<ledger::Unit> units;
    for (std::size_t i = 0; i < plan_.mailboxes.size(); ++i) {
        const PlannedMailbox& planned = plan_.mailboxes[i];
        if (!planned.selected || planned.error) continue;
        ledger::Unit unit;
        unit.run = settings_.run;
        unit.source = settings_.source;
        unit.position = planned.index;
        unit.name = planned.mailbox.name;
        unit.address = planned.mailbox.address;
        unit.messages = planned.messages;
        units.push_back(std::move(unit));
        planned_by_position_[planned.index] = i;
    }
    ledger::Ledger& first = *ledgers_.front();
    TRY_VOID(first.add_units(units));
    return first.reopen(settings_.run, !settings_.only_missing);
}

Result<std::optional<Work>> LedgerQueue::next(std::size_t worker) {
    ledger::Ledger& mine = *ledgers_.at(worker);
    while (true) {
        auto claim = TRY(mine.claim(
            {fmt::format("{}.{}", settings_.process, worker), settings_.lease, settings_.run, settings_.source}));
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
    // Whatever was buffered of its items comes first; a claim somebody else has now changes nothing.
    TRY_VOID(mine.flush(claim));
    TRY_VOID(mine.extend(claim, settings_.lease));
    TRY_VOID(mine.replace_notes(settings_.run, claim.unit.id, kept.notes));
    return mine.release(claim, state_of(outcome), kept.result);
}

Result<std::optional<MailboxOutcome>> LedgerQueue::earlier(std::size_t planned) {
    ledger::Ledger& first = *ledgers_.front();
    if (!units_) units_ = TRY(first.units(settings_.run));
    for (const ledger::Unit& unit : *units_) {
        if (unit.kind != ledger::UnitKind::mailbox || unit.position != plan_.mailboxes[planned].index ||
            unit.source != settings_.source)
            continue;
        if (unit.state == ledger::UnitState::leased || unit.state == ledger::UnitState::planned) break;
        return restore({unit.result, TRY(first.notes(settings_.run, unit.id))});
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
        alone.lock();
    }
}

}  // namespace restante::pipeline
