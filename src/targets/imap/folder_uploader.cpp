#include "targets/imap/folder_uploader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "targets/files/modified_utf7.h"

namespace restante::targets::imap {
namespace {

// A connection costs half a dozen round trips before it is of use: a small mailbox is there sooner without.
constexpr std::size_t kMessagesBeforeAnother = 100;  // for each that is there

}  // namespace

FolderUploader::FolderUploader(Destination destination, std::size_t connections, Server& server, Findings& losses)
    : destination_(std::move(destination)), most_(connections), server_(server), losses_(losses) {
    lines_.push_back(std::make_unique<Line>(destination_, server_, losses_));
}

void FolderUploader::set_journal(Journal& journal) {
    journal_ = &journal;
    for (const auto& line : lines_) line->uploader.set_journal(journal);
}

Result<std::reference_wrapper<Account>> FolderUploader::idle_account() {
    Account& account = next_line().account;
    if (!account.connected()) TRY_VOID(batches_ == 0 ? account.connect() : account.connect_again());
    return std::ref(account);
}

Result<void> FolderUploader::begin_folder(const std::string& mailbox, bool is_new) {
    // Two folders of the source may become one here: then order matters between them, too.
    const bool same = std::any_of(lines_.begin(), lines_.end(), [&mailbox](const auto& line) {
        return line->uploader.busy() && line->uploader.folder()->mailbox == mailbox;
    });
    if (same || !leftovers_.empty()) wait();
    Line& line = next_line();
    auto folder = std::make_shared<OpenFolder>();
    folder->mailbox = mailbox;
    folder->shown = files::from_modified_utf7(mailbox).value_or(mailbox);
    folder_ = std::move(folder);
    return line.uploader.look_into(*folder_, is_new);
}

bool FolderUploader::is_sending(std::string_view item_id) const {
    const auto is_it = [&](const Outgoing& item) { return item.item_id == item_id; };
    return std::any_of(lines_.begin(), lines_.end(),
                       [&](const auto& line) { return line->uploader.is_sending(item_id); }) ||
           std::any_of(leftovers_.begin(), leftovers_.end(),
                       [&](const Leftover& one) { return std::any_of(one.items.begin(), one.items.end(), is_it); });
}

bool FolderUploader::fits_batch(std::uint64_t size) const {
    return imap::fits_batch(size, lines_.front()->account.abilities(), *folder_);
}

void FolderUploader::deliver(std::vector<Outgoing> items, const Settle& settle) {
    Line& line = next_line();
    Line* before = nullptr;
    if (last_ != nullptr && last_->uploader.busy() && last_->uploader.folder() == folder_) before = last_;
    line.started = ++batches_;
    messages_ += items.size();
    last_ = &line;
    line.uploader.start(std::move(items), folder_, settle,
                        [this, before] { return before == nullptr ? Result<void>{} : finish(*before); });
}

void FolderUploader::wait() {
    // What went wrong the items know.
    while (Line* const line = longest_at_work()) (void)finish(*line);
    deliver_leftovers();
}

Result<void> FolderUploader::finish(Line& line) {
    auto finished = line.uploader.finish(lines_.size() == 1 ? Others::none : Others::can_take_over);
    if (!line.uploader.busy()) return finished;
    leftovers_.push_back(line.uploader.take_leftover());
    if (last_ == &line) last_ = nullptr;
    std::erase_if(lines_, [&line](const auto& one) { return one.get() == &line; });
    return {};
}

void FolderUploader::deliver_leftovers() {
    while (!leftovers_.empty()) {
        Line& line = *lines_.front();
        if (!line.uploader.busy()) {
            line.uploader.take_over(std::move(leftovers_.front()));
            leftovers_.erase(leftovers_.begin());
        }
        if (auto finished = finish(line); !finished)
            give_up_leftovers(finished.error());  // else it may leave some, too
    }
}

void FolderUploader::give_up_leftovers(const Error& why) {
    for (const Leftover& one : std::exchange(leftovers_, {}))
        for (const Outgoing& item : one.items) one.settle(item, fail(why));
}

FolderUploader::Line& FolderUploader::next_line() {
    for (;;) {
        deliver_leftovers();
        for (const auto& line : lines_)
            if (!line->uploader.busy()) return *line;
        if (lines_.size() < most_ && messages_ >= kMessagesBeforeAnother * lines_.size())
            if (Line* const another = open_another()) return *another;
        (void)finish(*longest_at_work());
    }
}

FolderUploader::Line* FolderUploader::open_another() {
    auto line = std::make_unique<Line>(destination_, server_, losses_);
    if (auto connected = line->account.connect(); !connected) {
        losses_.note(MessageId::imap_fewer_connections,
                     fmt::format("{} instead of {}: {}", lines_.size(), most_, connected.error().what));
        most_ = lines_.size();
        return nullptr;
    }
    if (journal_ != nullptr) line->uploader.set_journal(*journal_);
    lines_.push_back(std::move(line));
    return lines_.back().get();
}

FolderUploader::Line* FolderUploader::longest_at_work() {
    Line* longest = nullptr;
    for (const auto& line : lines_)
        if (line->uploader.busy() && (longest == nullptr || line->started < longest->started)) longest = line.get();
    return longest;
}

}  // namespace restante::targets::imap
