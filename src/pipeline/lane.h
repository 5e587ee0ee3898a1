// One target during one mailbox: keeps track of what it can still take.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/finding.h"
#include "pipeline/error_action.h"
#include "pipeline/lane_journal.h"
#include "targets/target.h"

namespace restante::pipeline {

struct TargetSlot {
    std::string uri{};  // as the user named it
    targets::Target* target = nullptr;
};

struct Lane {
    std::string uri{};
    targets::Target* target = nullptr;
    std::unique_ptr<LaneJournal> journal{};            // only when the target stores_items; outlives the writer
    std::unique_ptr<targets::MailboxWriter> writer{};  // null: takes nothing more of this mailbox
    bool folder_open = false;
    bool carries_messages = true;  // false: takes address books only
    bool stores_items = false;     // what was delivered stays, whatever becomes of the mailbox
    bool complete = true;          // false once the whole mailbox is lost for this target
    Findings losses{};
    std::size_t losses_told = 0;  // how many of them the observer knows
};

}  // namespace restante::pipeline
