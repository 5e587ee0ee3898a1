// Who takes which mailbox of a run.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.h"
#include "pipeline/mailbox_run.h"
#include "pipeline/unit_record.h"

namespace restante::pipeline {

// A mailbox somebody has taken.
struct Work {
    std::size_t planned = 0;  // position in Plan::mailboxes
    UnitRecord record{};      // of its items
    std::optional<ledger::Claim> claim{};
};

class MailboxQueue {
public:
    MailboxQueue() = default;
    MailboxQueue(const MailboxQueue&) = delete;
    MailboxQueue& operator=(const MailboxQueue&) = delete;
    virtual ~MailboxQueue() = default;

    // The next mailbox for this worker (0, 1, ...), in the order of the plan; nothing when there is none left.
    // Thread-safe for different workers.
    virtual Result<std::optional<Work>> next(std::size_t worker) = 0;
    // What became of it. An error means that it is not on record, and ends the run.
    virtual Result<void> done(std::size_t worker, Work& work, const MailboxOutcome& outcome) = 0;
    // What became of a mailbox nobody here has taken: an earlier run, or another process, may have.
    virtual Result<std::optional<MailboxOutcome>> earlier(std::size_t planned) = 0;
    // False: others work on the same run; what they have is none of this one's business.
    [[nodiscard]] virtual bool alone() const { return true; }
    // False: somebody else delivers what belongs to the source as a whole.
    [[nodiscard]] virtual bool brings_directories() const { return true; }
};

}  // namespace restante::pipeline
