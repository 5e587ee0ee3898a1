#include "pipeline/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "pipeline/mailbox_run.h"
#include "pipeline/patience.h"
#include "pipeline/plain_queue.h"
#include "pipeline/shared_observer.h"

namespace restante::pipeline {
namespace {

class Run {
public:
    Run(sources::Source& source, Plan& plan, const std::vector<TargetSlot>& targets, const RunContext& context,
        MailboxQueue& queue, std::chrono::seconds patience)
        : source_(source), plan_(plan), targets_(targets), context_(context), queue_(queue), patience_(patience) {
        outcomes_.resize(plan.mailboxes.size());
    }

    RunResult everything(std::size_t workers) {
        Progress totals;
        totals.messages_total = plan_.selected_messages();
        context_.observer.run_started(source_.description(), plan_.mailboxes.size(), totals);
        for (const Finding& finding : plan_.findings.list()) tell(finding);
        add_directories();
        if (!result_.stopped) deliver_mailboxes(workers);
        account();
        if (!context_.dry_run) finish_targets();
        for (const MailboxResult& mailbox : result_.per_mailbox) result_.totals += mailbox.counts;
        if (queue_.alone()) report_unmatched();
        return std::move(result_);
    }

private:
    void deliver_mailboxes(std::size_t workers) {
        std::vector<std::jthread> threads;
        for (std::size_t worker = 1; worker < workers; ++worker) threads.emplace_back([this, worker] { work(worker); });
        work(0);
    }

    // Takes mailbox after mailbox until there is none, or somebody had to stop.
    void work(std::size_t worker) {
        while (!halted_.load()) {
            // Opening in the order of the plan gives every mailbox the same place on the target in every run, and
            // sources need not be opened by several threads.
            std::unique_lock opening(opening_);
            if (halted_.load()) return;
            auto taken = queue_.next(worker);
            if (!taken) return halt(std::move(taken.error()));
            if (!*taken) return;
            Work& mine = **taken;
            MailboxOutcome outcome = one(mine, opening);
            // A conflict means that somebody else has it now: nothing is wrong with the run.
            if (outcome.stopped && outcome.stopped->code != Errc::conflict) {
                // The mailbox is given back to be planned again, and no other worker here may begin it once more: each
                // asks with the lock held whether the run is over, and only then takes one.
                halt(*outcome.stopped);
                if (!opening.owns_lock()) opening.lock();
            }
            auto noted = queue_.done(worker, mine, outcome);
            if (!noted && noted.error().code != Errc::conflict) halt(std::move(noted.error()));
            outcomes_[mine.planned] = std::move(outcome);
        }
    }

    MailboxOutcome one(Work& mine, std::unique_lock<std::mutex>& opening) {
        const PlannedMailbox& planned = plan_.mailboxes[mine.planned];
        AttemptObserver once(context_.observer);
        const RunContext context{
            context_.selector,    once, context_.cancel, context_.dry_run, context_.time_zone, context_.census,
            context_.source_bytes};
        Patience patience(patience_);
        bool last = patience.over();
        for (std::size_t attempt = 1;; ++attempt) {
            if (!opening.owns_lock()) opening.lock();
            std::unique_ptr<sources::MailboxReader> reader = std::move(plan_.only_reader);
            if (!reader) {
                auto opened = source_.open_mailbox(planned.index);
                if (!opened) return given_up(planned, opened.error());
                reader = std::move(*opened);
            }
            once.mailbox_started(planned.mailbox, planned.folders, planned.messages);
            MailboxRun run(context, *reader, planned.mailbox, targets_, mine.record);
            MailboxOutcome outcome = run.run([&opening] { opening.unlock(); }, !last);
            if (!outcome.target_away) {
                if (attempt != 1) tell_attempts(attempt, outcome.result);
                context_.observer.mailbox_finished(outcome.result);
                return outcome;
            }
            once.begin_anew();
            last = !patience.wait(context_.cancel, halted_) || patience.over();
        }
    }

    void tell_attempts(std::size_t attempts, MailboxResult& result) {
        const Finding finding{MessageId::run_mailbox_again, {}, "", fmt::format("{} attempts", attempts)};
        context_.observer.found(result.mailbox.name, finding);
        result.findings.add(finding);
    }

    void halt(Error reason) {
        halted_ = true;
        const std::scoped_lock alone(stopping_);
        if (!result_.stopped) result_.stopped = std::move(reason);
    }

    void add_directories() {
        if (context_.dry_run || !queue_.brings_directories()) return;
        for (std::size_t target = 0; target < targets_.size(); ++target) {
            const TargetSlot& slot = targets_[target];
            if (!slot.target->capabilities().wants_directories) continue;
            Findings losses;
            auto added = slot.target->add_directories(plan_.directories, losses);
            for (const Finding& loss : losses.list()) tell(loss);
            for (targets::ProductFile& file : slot.target->products())
                result_.files.push_back({target, std::move(file)});
            if (!added) halt(std::move(added.error()).in(slot.uri));
        }
    }

    // Every mailbox of the plan, in its order.
    void account() {
        for (std::size_t i = 0; i < plan_.mailboxes.size(); ++i) {
            const PlannedMailbox& planned = plan_.mailboxes[i];
            if (!queue_.alone() && !outcomes_[i]) continue;
            if (!planned.selected) {
                skip(planned);
                continue;
            }
            MailboxOutcome outcome = outcomes_[i] ? std::move(*outcomes_[i]) : without_worker(i);
            result_.already_there += outcome.already_there;
            result_.recovered += outcome.recovered;
            result_.failures += std::move(outcome.failures);
            if (outcome.result.complete && !outcome.gave_up)
                result_.mailboxes.deliver();
            else
                result_.mailboxes.fail();
            result_.per_mailbox.push_back(std::move(outcome.result));
        }
    }

    MailboxOutcome without_worker(std::size_t index) {
        const PlannedMailbox& planned = plan_.mailboxes[index];
        if (planned.error) return given_up(planned, *planned.error);
        auto earlier = queue_.earlier(index);
        if (!earlier && !result_.stopped) result_.stopped = std::move(earlier.error());
        if (earlier && *earlier) return std::move(**earlier);
        return given_up(planned, not_attempted());
    }

    void skip(const PlannedMailbox& planned) {
        MailboxResult& result = result_.per_mailbox.emplace_back();
        result.mailbox = planned.mailbox;
        result.counts.folders.skip(planned.folders);
        result.counts.messages.skip(planned.messages);
        result_.mailboxes.skip();
    }

    MailboxOutcome given_up(const PlannedMailbox& planned, const Error& error) {
        MailboxOutcome outcome;
        outcome.gave_up = true;
        outcome.result.mailbox = planned.mailbox;
        outcome.result.counts.folders.fail(planned.folders);
        outcome.result.counts.messages.fail(planned.messages);
        Failure failure{ItemKind::mailbox, planned.mailbox.name, "", 1, "", error};
        context_.observer.failed(failure);
        outcome.failures.add(std::move(failure));
        return outcome;
    }

    [[nodiscard]] Error not_attempted() const {
        if (!result_.stopped) return {Errc::conflict, "another process is at work on it", {}, {}};
        const Error& reason = *result_.stopped;
        return {reason.code, "not attempted: " + reason.describe(), {}, {}};
    }

    // Also after a stop: the mailboxes that are complete are worth having.
    void finish_targets() {
        for (const TargetSlot& slot : targets_) {
            auto done = slot.target->finish();
            if (done) continue;
            if (!result_.stopped) result_.stopped = std::move(done.error()).in(slot.uri);
            if (slot.target->capabilities().stores_items) continue;
            for (MailboxResult& mailbox : result_.per_mailbox) mailbox.take_back();
            result_.mailboxes.take_back();
        }
    }

    void report_unmatched() {
        for (const std::string& pattern : context_.selector.unmatched_users())
            find(MessageId::run_user_unmatched, pattern);
        if (result_.stopped) return;  // not all folders were looked at
        for (const std::string& pattern : context_.selector.unmatched_folders())
            find(MessageId::run_folder_unmatched, pattern);
        for (const std::string& option : context_.selector.idle_options(result_.totals.appointments.found))
            find(MessageId::run_nothing_left_out, option + ": the source holds nothing of the kind");
    }

    void find(MessageId id, const std::string& text) { tell({id, {}, "", text}); }

    void tell(const Finding& finding) {
        context_.observer.found("", finding);
        result_.findings.add(finding);
    }

    sources::Source& source_;
    Plan& plan_;
    const std::vector<TargetSlot>& targets_;
    const RunContext& context_;
    MailboxQueue& queue_;
    std::chrono::seconds patience_;
    RunResult result_{};
    std::vector<std::optional<MailboxOutcome>> outcomes_;  // by position in the plan; each written by one worker
    std::mutex opening_, stopping_;
    std::atomic<bool> halted_{false};
};

std::vector<std::size_t> wanted_of(const Plan& plan) {
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < plan.mailboxes.size(); ++i)
        if (plan.mailboxes[i].selected && !plan.mailboxes[i].error) wanted.push_back(i);
    return wanted;
}

std::size_t useful_workers(std::size_t asked, std::size_t mailboxes, const sources::Source& source,
                           const std::vector<TargetSlot>& targets) {
    const bool parallel = source.parallel() && std::all_of(targets.begin(), targets.end(), [](const TargetSlot& slot) {
                              return slot.target->capabilities().separate_mailboxes;
                          });
    return parallel ? std::clamp<std::size_t>(asked, 1, std::max<std::size_t>(mailboxes, 1)) : 1;
}

}  // namespace

RunResult run(sources::Source& source, Plan& plan, const std::vector<TargetSlot>& targets, Selector& selector,
              const RunOptions& options, Observer& observer, const std::atomic<bool>& cancel) {
    const std::vector<std::size_t> wanted = wanted_of(plan);
    const std::size_t workers = useful_workers(options.workers, wanted.size(), source, targets);
    PlainQueue plain(wanted);
    SharedObserver shared(observer, plan.selected_messages());
    const RunContext context{
        selector, shared, cancel, options.dry_run, options.time_zone, options.census, source.description().size};
    MailboxQueue& queue = options.queue != nullptr ? *options.queue : plain;
    return Run(source, plan, targets, context, queue, options.patience).everything(workers);
}

}  // namespace restante::pipeline
