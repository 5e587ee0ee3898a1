// Hands out mailboxes by way of the ledger: every one is leased to one worker among all processes and machines, and
// what becomes of it is on record.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "ledger/ledger.h"
#include "pipeline/mailbox_queue.h"
#include "pipeline/plan.h"

namespace restante::pipeline {

struct LedgerSettings {
    std::string place{};        // path or postgresql://...
    std::string run{};          // its id; the run has begun
    std::string source{};       // as the run names it
    std::size_t targets = 0;    // how many the run has
    std::string process{};      // unique among all that work on the ledger; each thread adds its number
    bool only_missing = false;  // leave alone what is complete
    std::chrono::seconds lease{120};
    // Connections this process holds to targets that allow only so many; kept as long as the queue lives.
    std::vector<std::string> slots{};
    std::uint32_t slot_cap = 0;
};

// Of a worker that keeps them from queue to queue. The heart beats while the other one works, so they are two.
struct LedgerConnections {
    ledger::Ledger& work;
    ledger::Ledger& pulse;
};

// The selected mailboxes of a plan as units of work.
[[nodiscard]] std::vector<ledger::Unit> units_of(const Plan& plan, const std::string& run, const std::string& source);

class LedgerQueue final : public MailboxQueue {
public:
    // Registers the selected mailboxes of the plan. `plan` outlives it. Errors of the ledger.
    static Result<std::unique_ptr<LedgerQueue>> open(LedgerSettings settings, const Plan& plan, std::size_t workers);
    // For one worker among others: the mailboxes were registered by somebody. `claim`: one it has already. The
    // connections outlive it.
    static Result<std::unique_ptr<LedgerQueue>> join(LedgerSettings settings, const Plan& plan,
                                                     std::optional<ledger::Claim> claim,
                                                     const LedgerConnections& connections);
    ~LedgerQueue() override;

    Result<std::optional<Work>> next(std::size_t worker) override;
    Result<void> done(std::size_t worker, Work& work, const MailboxOutcome& outcome) override;
    Result<std::optional<MailboxOutcome>> earlier(std::size_t planned) override;
    [[nodiscard]] bool alone() const override { return alone_; }
    [[nodiscard]] bool brings_directories() const override { return alone_; }

private:
    LedgerQueue(LedgerSettings settings, const Plan& plan) : settings_(std::move(settings)), plan_(plan) {}

    Result<void> connect(std::size_t workers);
    void begin();
    Result<void> register_mailboxes();
    [[nodiscard]] std::string worker_name(std::size_t worker) const;
    // Keeps the leases of everybody here alive.
    void beat(const std::stop_token& stop);

    LedgerSettings settings_;
    const Plan& plan_;
    bool alone_ = true;
    std::optional<ledger::Claim> first_{};              // taken before the queue was made
    std::vector<std::unique_ptr<ledger::Ledger>> own_;  // those that are nobody else's
    std::vector<ledger::Ledger*> ledgers_;              // one for each worker
    ledger::Ledger* pulse_ = nullptr;                   // for the heartbeat
    std::map<std::size_t, std::size_t> planned_by_position_;
    std::optional<std::vector<ledger::Unit>> units_;  // as they were when somebody first asked for earlier ones
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::map<std::int64_t, ledger::Claim> held_;  // by unit
    std::jthread heart_;                          // last: stops before what it uses goes away
};

}  // namespace restante::pipeline
