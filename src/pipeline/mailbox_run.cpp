#include "pipeline/mailbox_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "model/item_id.h"
#include "pipeline/error_action.h"

namespace restante::pipeline {
namespace {

std::uint64_t bytes_behind(const model::Mailbox& mailbox, const RunContext& context) {
    return mailbox.origin ? std::max(mailbox.origin->size, context.source_bytes) : context.source_bytes;
}

}  // namespace

MailboxRun::MailboxRun(const RunContext& context, sources::MailboxReader& reader, const model::Mailbox& mailbox,
                       const std::vector<TargetSlot>& targets, UnitRecord& record)
    : context_(context),
      reader_(reader),
      mailbox_(mailbox),
      mail_carried_(targets.empty()),
      record_(record),
      budget_(bytes_behind(mailbox, context)),
      pictures_(bytes_behind(mailbox, context)) {
    for (const TargetSlot& slot : targets) {
        Lane lane;
        lane.uri = slot.uri;
        lane.target = slot.target;
        lane.carries_messages = slot.target->capabilities().carries_messages;
        lane.stores_items = slot.target->capabilities().stores_items;
        if (lane.stores_items)
            lane.journal = std::make_unique<LaneJournal>(record, static_cast<std::uint32_t>(lanes_.size()));
        mail_carried_ = mail_carried_ || lane.carries_messages;
        lanes_.push_back(std::move(lane));
    }
}

MailboxOutcome MailboxRun::run(const std::function<void()>& opened, bool may_begin_anew) {
    result_->mailbox = mailbox_;
    for (const model::Folder& folder : reader_.folders())
        result_->folders.push_back({folder.path, folder.role, folder.hidden, {}});

    auto done = deliver_everything(opened);
    if (!done && away_ && may_begin_anew) {
        outcome_.stopped = std::move(done.error());
        outcome_.target_away = true;
        return std::move(outcome_);
    }
    give_up_unsettled();
    if (done && stop_) done = fail(*std::exchange(stop_, std::nullopt));
    if (!done) count_rest(folder_, next_message_, done.error());
    take_back_incomplete(!done);
    for (const FolderResult& folder : result_->folders) result_->counts += folder.counts;

    tell_findings();
    result_->findings = std::move(reader_.findings());
    for (Lane& lane : lanes_) {
        tell_losses(lane);
        lane.writer.reset();  // it may hold a reference to the losses
        result_->losses.push_back(std::move(lane.losses));
    }
    if (!done) outcome_.stopped = std::move(done.error());
    return std::move(outcome_);
}

// What a target shows only when it has the whole mailbox is not there when it has not.
void MailboxRun::take_back_incomplete(bool stopped) {
    result_->complete = !stopped;
    bool lost = false;
    for (const Lane& lane : lanes_) {
        result_->complete = result_->complete && lane.complete;
        lost = lost || (!lane.stores_items && (stopped || !lane.complete));
    }
    if (lost || (stopped && lanes_.empty())) result_->take_back();
}

Result<void> MailboxRun::deliver_everything(const std::function<void()>& opened) {
    tell_findings();
    auto lanes = open_lanes();
    opened();
    TRY_VOID(std::move(lanes));
    for (folder_ = 0; folder_ < reader_.folders().size(); ++folder_) {
        next_message_ = 0;
        TRY_VOID(run_folder(folder_));
    }
    next_message_ = 0;
    if (left_behind_ != 0) {
        reader_.findings().add(MessageId::address_books_alone, fmt::format("{} messages stay behind", left_behind_));
        tell_findings();
    }
    TRY_VOID(run_address_books());
    return finish_lanes();
}

Result<void> MailboxRun::open_lanes() {
    if (context_.dry_run) return {};
    for (Lane& lane : lanes_) {
        auto writer = lane.target->open_mailbox(mailbox_, lane.losses);
        if (writer) {
            lane.writer = std::move(*writer);
            if (lane.journal) lane.writer->set_journal(*lane.journal);
            continue;
        }
        lane.complete = false;
        TRY_VOID(lane_failed(lane, ItemKind::mailbox, "", 1, std::move(writer.error())));
    }
    return {};
}

Result<void> MailboxRun::finish_lanes() {
    for (std::size_t index = 0; index < lanes_.size(); ++index) {
        Lane& lane = lanes_[index];
        if (!lane.writer) continue;
        auto done = lane.writer->finish(reader_.findings());
        tell_losses(lane);
        settle(index);
        if (stop_) return fail(*std::exchange(stop_, std::nullopt));
        if (!lane.writer) continue;  // an answer that came late took it away
        if (done) {
            TRY_VOID(record_.confirm(static_cast<std::uint32_t>(index)));
            for (targets::ProductFile& file : lane.writer->products())
                result_->files.push_back({index, std::move(file)});
            continue;
        }
        lane.complete = false;
        TRY_VOID(lane_failed(lane, ItemKind::mailbox, "", 1, std::move(done.error())));
    }
    return {};
}

Result<void> MailboxRun::run_folder(std::size_t index) {
    const model::Folder& folder = reader_.folders()[index];
    const std::size_t messages = reader_.message_count(index);
    Counts& counts = result_->folders[index].counts;
    const bool wanted = context_.selector.wants_folder(folder);
    if (!wanted || !mail_carried_) {
        left_behind_ += wanted ? messages : 0;
        counts.folders.skip();
        counts.messages.skip(messages);
        progress_.messages += messages;
        next_message_ = messages;
        return {};
    }
    context_.observer.folder_started(result_->mailbox, folder, messages);
    item_ = model::display_path(folder) + "/";
    item_prefix_ = item_.size();
    occurrences_.clear();
    TRY_VOID(begin_folder(folder, counts));
    while (next_message_ < messages) {
        if (context_.cancel.load(std::memory_order_relaxed)) return fail(Errc::cancelled, "interrupted");
        TRY_VOID(run_message(index, next_message_, counts));
        ++next_message_;
        if (stop_) return fail(*std::exchange(stop_, std::nullopt));
        context_.observer.advanced(std::exchange(progress_, {}));
    }
    TRY_VOID(end_folder(folder));
    if (stop_) return fail(*std::exchange(stop_, std::nullopt));
    context_.observer.folder_finished(result_->mailbox, result_->folders[index]);
    return {};
}

Result<void> MailboxRun::begin_folder(const model::Folder& folder, Counts& counts) {
    bool everywhere = true;
    for (Lane& lane : lanes_) {
        lane.folder_open = false;
        if (context_.dry_run || !lane.carries_messages) continue;
        if (!lane.writer) {
            everywhere = false;
            continue;
        }
        auto begun = lane.writer->begin_folder(folder);
        lane.folder_open = begun.has_value();
        everywhere = everywhere && lane.folder_open;
        if (begun) continue;
        Failure messages{ItemKind::message, result_->mailbox.name, item_ + "0", reader_.message_count(folder_),
                         lane.uri,          begun.error()};
        TRY_VOID(lane_failed(lane, ItemKind::folder, model::display_path(folder), 1, std::move(begun.error())));
        if (messages.count != 0) failed(std::move(messages));
    }
    if (everywhere)
        counts.folders.deliver();
    else
        counts.folders.fail();
    return {};
}

Result<void> MailboxRun::end_folder(const model::Folder& folder) {
    for (std::size_t index = 0; index < lanes_.size(); ++index) {
        Lane& lane = lanes_[index];
        if (!lane.writer || !lane.folder_open) continue;
        auto ended = lane.writer->end_folder();
        tell_losses(lane);
        settle(index);
        if (ended) continue;
        // What is in the folder was taken, but is not there.
        if (!lane.stores_items) result_->folders[folder_].counts.take_back();
        TRY_VOID(lane_failed(lane, ItemKind::folder, model::display_path(folder), 1, std::move(ended.error())));
    }
    return {};
}

Result<void> MailboxRun::run_message(std::size_t folder, std::size_t index, Counts& counts) {
    char digits[24];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), index).ptr;
    item_.resize(item_prefix_);
    item_.append(std::begin(digits), end);

    const std::size_t findings_before = reader_.findings().total();
    if (budget_.exhausted()) {
        ++progress_.messages;
        count_unread_message({Errc::too_large, "so many were more than may be delivered that it was not read", {}, {}},
                             findings_before, counts);
        return {};
    }
    auto read = reader_.read_message(folder, index);
    ++progress_.messages;
    if (!read) {
        if (action_for_source_error(read.error().code) == Action::stop_run) {
            --progress_.messages;
            return fail(std::move(read.error()));
        }
        count_unread_message(read.error(), findings_before, counts);
        return {};
    }
    if (reader_.findings().total() != findings_before) tell_findings();
    model::Message& message = *read;
    const std::size_t occurrence = occurrences_.count(message.id);
    progress_.attachments += message.attachments.size();
    progress_.bytes += message.body ? message.body->size() : 0;
    for (const model::Attachment& attachment : message.attachments)
        if (attachment.data) progress_.bytes += attachment.data->size();

    const std::string item_id = model::item_id(reader_.mailbox(), reader_.folders()[folder], message, occurrence);
    if (!context_.selector.wants_date(message)) {
        counts.messages.skip();
        counts.attachments.skip(message.attachments.size());
        return note_skipped(item_id);
    }
    if (!context_.selector.wants_ole()) {
        const auto removed = std::erase_if(message.attachments, [](const model::Attachment& attachment) {
            return attachment.kind == model::AttachmentKind::ole;
        });
        counts.attachments.skip(removed);
    }
    if (context_.dry_run) {
        if (message.recovered) ++outcome_.recovered;
        counts.messages.deliver();
        counts.attachments.deliver(message.attachments.size());
        return {};
    }
    if (!within_budget(message, counts)) return {};
    guard(message);
    expand(message);
    return deliver(message, item_id, counts);
}

bool MailboxRun::within_budget(const model::Message& message, Counts& counts) {
    if (budget_.spend_message(message)) return true;
    tell_budget();
    counts.attachments.fail(message.attachments.size());
    count_unread_message({Errc::too_large, "it is more than may still be delivered", {}, {}},
                         reader_.findings().total(), counts);
    return false;
}

void MailboxRun::tell_budget() {
    if (std::exchange(budget_told_, true)) return;
    reader_.findings().add(MessageId::limit_output,
                           fmt::format("more than {} times the size of the source", kMostTimesDelivered), item_);
    tell_findings();
}

Result<void> MailboxRun::deliver(model::Message& message, const std::string& item_id, Counts& counts) {
    bool everywhere = true, already_there = true;
    std::shared_ptr<Standing> standing;  // only while a target is busy with the message
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
        auto delivered = deliver_to(i, message, item_id, standing, already_there);
        if (!delivered) return fail(std::move(delivered.error()));  // the message counts as not attempted
        everywhere = everywhere && *delivered;
    }
    const auto lost = static_cast<std::uint64_t>(std::count(unreadable_.begin(), unreadable_.end(), true));
    const std::uint64_t sound = message.attachments.size() - lost;
    counts.attachments.fail(lost);
    if (everywhere) {
        counts.messages.deliver();
        counts.attachments.deliver(sound);
        if (already_there && !lanes_.empty()) ++outcome_.already_there;
        if (message.recovered) ++outcome_.recovered;
    } else {
        counts.messages.fail();
        counts.attachments.fail(sound);
    }
    if (!standing) return {};
    *standing = {&counts, sound, everywhere};
    for (std::size_t i = 0; i < lanes_.size(); ++i) settle(i);
    return {};
}

// False: this target does not have the message. An error: the run must stop.
Result<bool> MailboxRun::deliver_to(std::size_t index, model::Message& message, const std::string& item_id,
                                    std::shared_ptr<Standing>& standing, bool& already_there) {
    Lane& lane = lanes_[index];
    if (!lane.carries_messages) return true;
    if (!lane.writer || !lane.folder_open) return false;
    const ItemName name{static_cast<std::uint32_t>(index), item_, item_id};
    if (lane.stores_items) TRY_VOID(record_.planned(name));
    auto delivery = add_message(lane, message, item_id);
    // Once unreadable data is out of the way the rest of the message can be saved.
    if (drop_unreadable(message) && !delivery) delivery = add_message(lane, message, item_id);
    if (lane.losses.total() != lane.losses_told) tell_losses(lane);
    if (!delivery) {
        TRY_VOID(record_.failed(name, delivery.error()));
        TRY_VOID(lane_failed(lane, ItemKind::message, item_, 1, std::move(delivery.error())));
        return false;
    }
    already_there = already_there && delivery->already_there;
    if (!delivery->pending) {
        TRY_VOID(record_.delivered(name, *delivery, lane.stores_items));
        return true;
    }
    if (!standing) standing = std::make_shared<Standing>();
    lane.journal->expect(item_id, {item_, standing});
    return true;
}

void MailboxRun::guard(model::Message& message) {
    guarded_.clear();
    unreadable_.assign(message.attachments.size(), false);
    for (std::size_t i = 0; i < message.attachments.size(); ++i) {
        for (const bool rendering : {false, true}) {
            ByteSourcePointer& data = rendering ? message.attachments[i].rendering : message.attachments[i].data;
            if (!data) continue;
            if (!budget_.spend(data->size())) {
                data = std::make_shared<LeftOutBytes>(data->size());
                tell_budget();
            }
            auto guarded = std::make_shared<const GuardedBytes>(std::move(data));
            data = guarded;
            guarded_.push_back({i, rendering, std::move(guarded)});
        }
    }
}

bool MailboxRun::drop_unreadable(model::Message& message) {
    bool dropped = false;
    for (Guarded& guarded : guarded_) {
        if (!guarded.bytes || !guarded.bytes->failure()) continue;
        model::Attachment& attachment = message.attachments[guarded.attachment];
        (guarded.rendering ? attachment.rendering : attachment.data).reset();
        Error error = *guarded.bytes->failure();
        guarded.bytes.reset();
        dropped = true;
        const std::string what =
            fmt::format("{} \"{}\": {}", guarded.rendering ? "picture of attachment" : "attachment",
                        attachment.name.value_or(std::to_string(attachment.number)), error.what);
        reader_.findings().add(MessageId::run_attachment_unreadable, what, item_, error.offset);
        error.what = what;
        if (!guarded.rendering) {
            unreadable_[guarded.attachment] = true;
            // What was taken out of it would fail again.
            std::erase_if(expansion_.attachments, [&guarded](const model::Attachment& inside) {
                return inside.derived && inside.derived->original == guarded.attachment;
            });
        }
        failed({ItemKind::attachment, result_->mailbox.name, item_, 1, "", std::move(error)});
    }
    if (dropped) tell_findings();
    return dropped;
}

void MailboxRun::count_unread_message(const Error& error, std::size_t findings_before, Counts& counts) {
    counts.messages.fail();
    const auto& list = reader_.findings().list();
    const auto start = list.begin() + static_cast<std::ptrdiff_t>(std::min(findings_before, list.size()));
    const bool told = std::any_of(start, list.end(), [this](const Finding& finding) {
        return finding.severity() == Severity::error && finding.item == item_;
    });
    if (!told) reader_.findings().add(MessageId::run_message_unreadable, error.describe(), item_, error.offset);
    tell_findings();
    failed({ItemKind::message, result_->mailbox.name, item_, 1, "", error});
}

Result<void> MailboxRun::run_address_books() {
    auto books = reader_.address_books();
    tell_findings();
    if (!books) {
        failed({ItemKind::address_book, result_->mailbox.name, "", 1, "", std::move(books.error())});
        return {};
    }
    std::uint64_t groups = 0, contacts = 0;
    for (const model::AddressBook& book : *books)
        for (const model::AddressEntry& entry : book.entries) ++(entry.group ? groups : contacts);

    const auto carries = [](const Lane& lane) { return lane.target->capabilities().carries_address_books; };
    const bool carried = std::any_of(lanes_.begin(), lanes_.end(), carries);
    if (!context_.selector.wants_contacts() || !carried) {
        result_->counts.groups.skip(groups);
        result_->counts.contacts.skip(contacts);
        if (context_.selector.wants_contacts() && groups + contacts != 0) {
            // Who asked for accounts alone does not miss them.
            const MessageId id =
                mail_carried_ ? MessageId::run_address_books_not_carried : MessageId::address_books_alone;
            reader_.findings().add(id, fmt::format("{} contacts and {} groups stay behind", contacts, groups));
            tell_findings();
        }
        return {};
    }
    bool everywhere = true;
    for (Lane& lane : lanes_) {
        if (!carries(lane) || context_.dry_run) continue;
        if (!lane.writer) {
            everywhere = false;
            continue;
        }
        auto added = lane.writer->add_address_books(*books);
        tell_losses(lane);
        everywhere = everywhere && added.has_value();
        if (!added) TRY_VOID(lane_failed(lane, ItemKind::address_book, "", 1, std::move(added.error())));
    }
    const auto count = everywhere ? &Tally::deliver : &Tally::fail;
    (result_->counts.groups.*count)(groups);
    (result_->counts.contacts.*count)(contacts);
    return {};
}

}  // namespace restante::pipeline
