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
    if (same) wait();
    Line& line = next_line();
    auto folder = std::make_shared<OpenFolder>();
    folder->mailbox = mailbox;
    folder->shown = files::from_modified_utf7(mailbox).value_or(mailbox);
    folder_ = std::move(folder);
    return line.uploader.look_into(*folder_, is_new);
}

bool FolderUploader::is_sending(std::string_view item_id) const {
    return std::any_of(lines_.begin(), lines_.end(),
                       [&](const auto& line) { return line->uploader.is_sending(item_id); });
}

bool FolderUploader::fits_batch(std::uint64_t size) const {
    return imap::fits_batch(size, lines_.front()->account.abilities(), *folder_);
}

void FolderUploader::deliver(std::vector<Outgoing> items, const Settle& settle) {
    Line& line = next_line();
    Uploader* before = nullptr;
    if (last_ != nullptr && last_->uploader.busy() && last_->uploader.folder() == folder_) before = &last_->uploader;
    line.started = ++batches_;
    messages_ += items.size();
    last_ = &line;
    line.uploader.start(std::move(items), folder_, settle,
                        [before] { return before == nullptr ? Result<void>{} : before->finish(); });
}

void FolderUploader::wait() {
    // What went wrong the items know.
    while (Line* const line = longest_at_work()) (void)line->uploader.finish();
}

FolderUploader::Line& FolderUploader::next_line() {
    for (const auto& line : lines_)
        if (!line->uploader.busy()) return *line;
    if (lines_.size() < most_ && messages_ >= kMessagesBeforeAnother * lines_.size())
        if (Line* const another = open_another()) return *another;
    Line& line = *longest_at_work();
    (void)line.uploader.finish();
    return line;
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
