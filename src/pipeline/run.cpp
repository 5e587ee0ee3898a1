#include "pipeline/run.h"

#include <utility>

#include "pipeline/mailbox_run.h"

namespace restante::pipeline {
namespace {

class Run {
public:
    Run(sources::Source& source, Plan& plan, const std::vector<TargetSlot>& targets, RunContext& context)
        : source_(source), plan_(plan), targets_(targets), context_(context) {}

    void everything() {
        context_.observer.run_started(source_.description(), plan_.mailboxes.size(), context_.progress);
        for (const Finding& finding : plan_.findings.list()) tell(finding);
        add_directories();
        for (const PlannedMailbox& planned : plan_.mailboxes) {
            if (!planned.selected)
                skip(planned);
            else if (context_.result.stopped)
                give_up(planned, not_attempted());
            else
                one(planned);
        }
        if (!context_.dry_run) finish_targets();
        for (const MailboxResult& mailbox : context_.result.per_mailbox) context_.result.totals += mailbox.counts;
        report_unmatched();
    }

private:
    void one(const PlannedMailbox& planned) {
        if (planned.error) return give_up(planned, *planned.error);
        std::unique_ptr<sources::MailboxReader> reader = std::move(plan_.only_reader);
        if (!reader) {
            auto opened = source_.open_mailbox(planned.index);
            if (!opened) return give_up(planned, opened.error());
            reader = std::move(*opened);
        }
        context_.observer.mailbox_started(planned.mailbox, planned.folders, planned.messages);
        MailboxResult& result = context_.result.per_mailbox.emplace_back();
        auto done = MailboxRun(context_, *reader, planned.mailbox, targets_).run(result);
        if (!done) context_.result.stopped = std::move(done.error());
        if (result.complete)
            context_.result.mailboxes.deliver();
        else
            context_.result.mailboxes.fail();
        context_.observer.mailbox_finished(result);
    }

    void add_directories() {
        if (context_.dry_run) return;
        for (const TargetSlot& slot : targets_) {
            if (!slot.target->capabilities().wants_directories) continue;
            Findings losses;
            auto added = slot.target->add_directories(plan_.directories, losses);
            for (const Finding& loss : losses.list()) tell(loss);
            if (!added && !context_.result.stopped) context_.result.stopped = std::move(added.error()).in(slot.uri);
        }
    }

    void skip(const PlannedMailbox& planned) {
        MailboxResult& result = context_.result.per_mailbox.emplace_back();
        result.mailbox = planned.mailbox;
        result.counts.folders.skip(planned.folders);
        result.counts.messages.skip(planned.messages);
        context_.result.mailboxes.skip();
    }

    void give_up(const PlannedMailbox& planned, const Error& error) {
        MailboxResult& result = context_.result.per_mailbox.emplace_back();
        result.mailbox = planned.mailbox;
        result.counts.folders.fail(planned.folders);
        result.counts.messages.fail(planned.messages);
        context_.result.mailboxes.fail();
        Failure failure{ItemKind::mailbox, planned.mailbox.name, "", 1, "", error};
        context_.observer.failed(failure);
        context_.result.failures.add(std::move(failure));
    }

    [[nodiscard]] Error not_attempted() const {
        const Error& reason = *context_.result.stopped;
        return {reason.code, "not attempted: " + reason.describe(), {}, {}};
    }

    // Also after a stop: the mailboxes that are complete are worth having.
    void finish_targets() {
        for (const TargetSlot& slot : targets_) {
            auto done = slot.target->finish();
            if (done) continue;
            if (!context_.result.stopped) context_.result.stopped = std::move(done.error()).in(slot.uri);
            for (MailboxResult& mailbox : context_.result.per_mailbox) mailbox.take_back();
            context_.result.mailboxes.take_back();
        }
    }

    void report_unmatched() {
        for (const std::string& pattern : context_.selector.unmatched_users())
            find(MessageId::run_user_unmatched, pattern);
        if (context_.result.stopped) return;  // not all folders were looked at
        for (const std::string& pattern : context_.selector.unmatched_folders())
            find(MessageId::run_folder_unmatched, pattern);
        for (const std::string& option : context_.selector.idle_options(context_.result.totals.appointments.found))
            find(MessageId::run_nothing_left_out, option + ": the source holds nothing of the kind");
    }

    void find(MessageId id, const std::string& text) { tell({id, {}, "", text}); }

    void tell(const Finding& finding) {
        context_.observer.found("", finding);
        context_.result.findings.add(finding);
    }

    sources::Source& source_;
    Plan& plan_;
    const std::vector<TargetSlot>& targets_;
    RunContext& context_;
};

}  // namespace

RunResult run(sources::Source& source, Plan& plan, const std::vector<TargetSlot>& targets, Selector& selector,
              const RunOptions& options, Observer& observer, const std::atomic<bool>& cancel) {
    RunResult result;
    RunContext context{selector, observer, cancel, options.dry_run, options.time_zone, options.census, {}, result};
    context.progress.messages_total = plan.selected_messages();
    Run(source, plan, targets, context).everything();
    return result;
}

}  // namespace restante::pipeline
