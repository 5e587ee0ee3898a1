// The bookkeeping half of MailboxRun: failures, what was not attempted, and telling the observer.
#include <utility>

#include "pipeline/error_action.h"
#include "pipeline/mailbox_run.h"

namespace restante::pipeline {

void MailboxRun::failed(Failure failure) {
    context_.observer.failed(failure);
    outcome_.failures.add(std::move(failure));
}

Result<void> MailboxRun::lane_failed(Lane& lane, ItemKind kind, const std::string& item, std::uint64_t count,
                                     Error error) {
    const Action action = action_for_target_error(error.code);
    if (action == Action::stop_run) {
        away_ = away_ || worth_waiting(error.code);
        return fail(std::move(error).in(lane.uri));
    }
    if (action == Action::stop_mailbox || kind == ItemKind::mailbox) {
        lane.writer.reset();
        lane.folder_open = false;
        lane.complete = false;
    }
    failed({kind, result_->mailbox.name, item, count, lane.uri, std::move(error)});
    return {};
}

// After an error that stops the run: everything from here on was found and not delivered.
void MailboxRun::count_rest(std::size_t folder, std::size_t next_message, const Error& reason) {
    for (; folder < reader_.folders().size(); ++folder, next_message = 0) {
        Counts& counts = result_->folders[folder].counts;
        const std::size_t messages = reader_.message_count(folder);
        const std::size_t rest = messages - next_message;
        if (!context_.selector.wants_folder(reader_.folders()[folder]) || !mail_carried_) {
            if (counts.folders.found == 0) counts.folders.skip();
            counts.messages.skip(rest);
            continue;
        }
        if (counts.folders.found == 0) counts.folders.fail();
        counts.messages.fail(rest);
        if (rest == 0) continue;
        const std::string first = model::display_path(reader_.folders()[folder]) + "/" + std::to_string(next_message);
        failed({ItemKind::message, result_->mailbox.name, first, rest, "",
                Error{reason.code, "not attempted: " + reason.describe(), {}, {}}});
    }
}

void MailboxRun::tell_findings() {
    const auto& list = reader_.findings().list();
    for (; findings_told_ < list.size(); ++findings_told_)
        context_.observer.found(result_->mailbox.name, list[findings_told_]);
}

void MailboxRun::tell_losses(Lane& lane) {
    const auto& list = lane.losses.list();
    for (; lane.losses_told < list.size(); ++lane.losses_told)
        context_.observer.lost(result_->mailbox.name, lane.uri, list[lane.losses_told]);
}

}  // namespace restante::pipeline
