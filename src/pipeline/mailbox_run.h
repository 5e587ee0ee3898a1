// Brings one mailbox to all targets: folder by folder, message by message, with every item accounted for.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time_zone.h"
#include "content/expand.h"
#include "content/picture_budget.h"
#include "pipeline/guarded_bytes.h"
#include "pipeline/lane.h"
#include "pipeline/observer.h"
#include "pipeline/occurrence_counter.h"
#include "pipeline/output_budget.h"
#include "pipeline/run_result.h"
#include "pipeline/selection.h"
#include "pipeline/unit_record.h"
#include "sources/source.h"

namespace restante::pipeline {

class AddressCensus;

// What all mailboxes of a run share. What it refers to is thread-safe.
struct RunContext {
    Selector& selector;
    Observer& observer;  // advanced() gets what was done since the last call
    const std::atomic<bool>& cancel;
    bool dry_run = false;
    TimeZone time_zone;               // of the source's wall clocks
    AddressCensus* census = nullptr;  // null: addresses are not mapped
    std::uint64_t source_bytes = 0;
};

// What became of one mailbox.
struct MailboxOutcome {
    MailboxResult result{};
    Failures failures{};
    std::uint64_t already_there = 0;  // messages that every target had from an earlier run
    std::uint64_t recovered = 0;      // of the delivered messages
    std::optional<Error> stopped{};   // why the whole run must stop; `result` is balanced all the same
    bool gave_up = false;             // it could not even be opened
    bool target_away = false;         // nothing else is counted: it may be begun anew
};

class MailboxRun {
public:
    // `mailbox`: as the targets see it; the reader's own is what items are known by.
    // `record` is told about every item. All outlive the run.
    MailboxRun(const RunContext& context, sources::MailboxReader& reader, const model::Mailbox& mailbox,
               const std::vector<TargetSlot>& targets, UnitRecord& record);

    // `opened` is called as soon as every target has opened the mailbox, or nothing came of it.
    // `may_begin_anew`: when a target is away for now, say nothing but that.
    MailboxOutcome run(const std::function<void()>& opened = [] {}, bool may_begin_anew = false);

private:
    struct Guarded {
        std::size_t attachment;
        bool rendering;
        std::shared_ptr<const GuardedBytes> bytes;
    };

    Result<void> deliver_everything(const std::function<void()>& opened);
    Result<void> open_lanes();
    Result<void> run_folder(std::size_t index);
    Result<void> begin_folder(const model::Folder& folder, Counts& counts);
    Result<void> end_folder(const model::Folder& folder);
    Result<void> run_message(std::size_t folder, std::size_t index, Counts& counts);
    Result<void> deliver(model::Message& message, const std::string& item_id, Counts& counts);
    Result<bool> deliver_to(std::size_t lane, model::Message& message, const std::string& item_id,
                            std::shared_ptr<Standing>& standing, bool& already_there);
    Result<void> run_address_books();
    Result<void> finish_lanes();

    void count_unread_message(const Error& error, std::size_t findings_before, Counts& counts);
    // False: its text alone is more than may still be delivered; that is counted.
    bool within_budget(const model::Message& message, Counts& counts);
    void tell_budget();
    void guard(model::Message& message);
    bool drop_unreadable(model::Message& message);
    // Takes text and attachments of the message in hand apart, if any target wants that.
    void expand(const model::Message& message);
    Result<targets::Delivery> add_message(Lane& lane, model::Message& message, const std::string& item_id);
    void count_rest(std::size_t folder, std::size_t next_message, const Error& reason);
    // Notes the failure; stops the lane or the run when the error's class says so.
    Result<void> lane_failed(Lane& lane, ItemKind kind, const std::string& item, std::uint64_t count, Error error);
    void failed(Failure failure);
    Result<void> note_skipped(const std::string& item_id);
    // Counts and records what became of messages the target was still busy with.
    void settle(std::size_t lane);
    void give_up_unsettled();
    void take_back_incomplete(bool stopped);
    void tell_findings();
    void tell_losses(Lane& lane);

    const RunContext& context_;
    sources::MailboxReader& reader_;
    const model::Mailbox& mailbox_;
    bool mail_carried_;              // by any target
    std::uint64_t left_behind_ = 0;  // messages asked for that no target carries
    std::vector<Lane> lanes_;
    UnitRecord& record_;
    MailboxOutcome outcome_{};
    MailboxResult* result_ = &outcome_.result;
    Progress progress_{};          // not told yet
    bool away_ = false;            // a target, for now
    std::optional<Error> stop_{};  // what a target answered late, and ends the run
    OccurrenceCounter occurrences_;
    OutputBudget budget_;
    content::PictureBudget pictures_;
    bool budget_told_ = false;
    std::vector<Guarded> guarded_;
    content::Expansion expansion_;  // of the message in hand
    std::vector<bool> unreadable_;  // per attachment of the message in hand
    std::string item_;              // "Inbox/3" of the message in hand
    std::size_t item_prefix_ = 0;   // length of "Inbox/"
    std::size_t findings_told_ = 0;
    std::size_t folder_ = 0, next_message_ = 0;  // where we are, for the account of what was not attempted
};

}  // namespace restante::pipeline
