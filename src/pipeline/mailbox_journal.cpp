// What MailboxRun does for targets that store item by item: their answers come later than the message was counted.
#include <utility>

#include "pipeline/error_action.h"
#include "pipeline/mailbox_run.h"

namespace restante::pipeline {

Result<void> MailboxRun::note_skipped(const std::string& item_id) {
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane)
        if (lanes_[lane].carries_messages)
            TRY_VOID(record_.skipped({static_cast<std::uint32_t>(lane), item_, item_id}));
    return {};
}

// Called when the message in hand is counted already: what must stop the run waits until the next one.
void MailboxRun::settle(std::size_t index) {
    Lane& lane = lanes_[index];
    if (!lane.journal) return;
    // All answers that are there are worth knowing, also when the first of them ends the run.
    for (auto& [item_id, delivery] : lane.journal->take_outcomes()) {
        const Unsettled one = lane.journal->take(item_id);
        if (!one.standing) continue;
        if (!delivery) one.standing->take_back();
        const ItemName name{static_cast<std::uint32_t>(index), one.item, item_id};
        auto done = delivery ? record_.delivered(name, *delivery, true) : record_.failed(name, delivery.error());
        if (!delivery && done) done = lane_failed(lane, ItemKind::message, one.item, 1, std::move(delivery.error()));
        if (!done && !stop_) stop_ = std::move(done.error());
    }
}

// The mailbox is closed, or the target takes nothing more: whoever has no answer now never gets one.
void MailboxRun::give_up_unsettled() {
    for (std::size_t index = 0; index < lanes_.size(); ++index) {
        settle(index);
        Lane& lane = lanes_[index];
        if (!lane.journal) continue;
        for (auto& [item_id, one] : lane.journal->take_rest()) {
            one.standing->take_back();
            failed({ItemKind::message, result_->mailbox.name, one.item, 1, lane.uri,
                    Error{Errc::unreachable, "the target did not say whether it has the message", {}, {}}});
        }
    }
}

}  // namespace restante::pipeline
