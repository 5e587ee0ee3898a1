// A run: every selected mailbox of a source to every target.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <vector>

#include "base/result.h"
#include "base/time_zone.h"
#include "pipeline/lane.h"
#include "pipeline/observer.h"
#include "pipeline/plan.h"
#include "pipeline/run_result.h"
#include "pipeline/selection.h"
#include "sources/source.h"

namespace restante::pipeline {

class AddressCensus;
class MailboxQueue;

struct RunOptions {
    bool dry_run = false;                  // read and count everything, open nothing on the targets
    TimeZone time_zone = TimeZone::utc();  // of the source's wall clocks
    AddressCensus* census = nullptr;       // maps the addresses inside attachments, too; null: nobody does
    std::size_t workers = 1;               // mailboxes at once, where source and targets allow it
    std::chrono::seconds patience{0};      // with a target that is away, for each mailbox
    MailboxQueue* queue = nullptr;         // hands out the selected mailboxes; null: in order, nothing on record
};

// The targets must have been prepared. Stops early only as error_action.h says, or soon after `cancel` becomes true;
// then `stopped` is set. Nothing counts as delivered in a mailbox that some target could not finish, but for targets
// that store items. The result does not depend on the number of workers. The observer is called by one thread at a
// time, but not always by the same.
RunResult run(sources::Source& source, Plan& plan, const std::vector<TargetSlot>& targets, Selector& selector,
              const RunOptions& options, Observer& observer, const std::atomic<bool>& cancel);

}  // namespace restante::pipeline
