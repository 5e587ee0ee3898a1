#include "sources/mmf/mmf_mailbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "formats/mmf/list_object.h"
#include "formats/mmf/summary.h"
#include "sources/mmf/address_book_reader.h"
#include "sources/mmf/attachment_reader.h"
#include "sources/mmf/damaged_summary.h"
#include "sources/mmf/filled_fragment.h"
#include "sources/mmf/mailbox_owner.h"
#include "sources/mmf/standard_folders.h"
#include "sources/mmf/zeroed_object.h"

namespace restante::sources {
namespace {

constexpr int kUsualCodePage = 1252;

bool is_attachment_or_list(mmf::Oid oid) {
    return oid.type() == mmf::type::kAttachment || oid.type() == mmf::type::kAttachmentList;
}

model::Recovery recovery_of(const mmf::Store& store, mmf::Oid oid, bool in_recovered_folder) {
    const mmf::Salvaged* const salvaged = store.salvaged(oid);
    if (store.is_lossy(oid)) return {true, model::Confidence::doubtful};
    if (salvaged == nullptr) return in_recovered_folder;
    switch (salvaged->trust) {
        case mmf::Trust::certain:
            return true;
        case mmf::Trust::probable:
            return {true, model::Confidence::probable};
        case mmf::Trust::doubtful:
            break;
    }
    return {true, model::Confidence::doubtful};
}

// Types above those of the format; below it are the settings of other programs.
void report_unknown_objects(StoreContext& context) {
    for (const mmf::Node& node : context.store->nodes())
        if (node.oid.type() > mmf::type::kFinderCriteria || node.oid.type() == mmf::type::kJustAllocated)
            context.findings.add(MessageId::mmf_unknown_object, fmt::format("object {}", node.oid.hex()), {},
                                 node.is_alias() ? std::nullopt : std::optional<std::uint64_t>(node.offset));
}

}  // namespace

Result<std::unique_ptr<MailboxReader>> MmfMailbox::open(std::shared_ptr<const mmf::Store> store,
                                                        const Findings& findings, const ReadOptions& options) {
    const std::string& language = store->header().language;
    const int guess = CodePage::for_windows_language(language);
    const int number = options.code_page != 0 ? options.code_page : guess;
    StoreContext context{std::move(store), StoreText(TRY(CodePage::numbered(number))), Findings()};
    // What is merely worth knowing about the file itself concerns no item of the mailbox; restante check tells it.
    for (const Finding& finding : findings.list())
        if (finding.severity() != Severity::info) context.findings.add(finding);
    if (options.code_page == 0 && guess != kUsualCodePage)
        context.findings.add(MessageId::text_code_page_guessed, fmt::format("code page {} for language {}", guess,
                                                                            context.text.whole(as_bytes(language))));
    return std::make_unique<MmfMailbox>(std::move(context), options);
}

MmfMailbox::MmfMailbox(StoreContext context, const ReadOptions& options)
    : context_(std::move(context)),
      owner_(read_mailbox_owner(context_, options.passwords)),
      classes_(ClassNames::read(context_)),
      tree_(FolderTree::read(context_)),
      owners_(*context_.store),
      dig_(options.dig) {
    context_.text.report(context_.findings, {});
    if (dig_) add_ownerless_attachments();
    std::ranges::transform(tree_.folders, std::back_inserter(folders_), &StoreFolder::folder);
}

const std::string& MmfMailbox::item_name(std::size_t folder, std::size_t index) {
    if (item_prefix_ == 0 || item_folder_ != folder) {
        item_ = model::display_path(folders_[folder]) + "/";
        item_folder_ = folder;
        item_prefix_ = item_.size();
    }
    item_.resize(item_prefix_);
    fmt::format_to(std::back_inserter(item_), "{}", index);
    return item_;
}

Result<model::Message> MmfMailbox::read_message(std::size_t folder, std::size_t index) {
    const StoreFolder& source = tree_.folders.at(folder);
    const mmf::Oid oid = source.messages.at(index);
    const std::string& item = item_name(folder, index);
    if (oid.type() != mmf::type::kMessage && is_attachment_or_list(oid)) return read_ownerless(oid);
    MessageReader reader(context_, classes_, item);
    auto message = reader.read(oid);
    if (!message) {
        notice_change();
        message = read_damaged(source, index, reader, message.error());
    }
    if (!message) {
        if (auto rest = dig_ ? attachments_alone(oid, reader) : std::nullopt) return std::move(*rest);
        return fail(std::move(message.error()).in(item));
    }
    message->recovered = recovery_of(*context_.store, oid, dig_ && source.folder.recovered);
    report_zeroed(context_, oid, "the message", item);
    complete_fragment(source, index, *message);
    const mmf::Node* const node = context_.store->find(oid);
    if (node != nullptr)
        message->attachments = read_attachments(context_, owners_, *node, reader, item);
    else if (reader.expects_attachments())
        context_.findings.add(MessageId::mmf_attachments_missing, "nothing of the message is left but its summary",
                              item);
    return message;
}

// Each list of attachments that no message names, and each attachment in no list, becomes a message in a folder of its
// own: which message it belongs to cannot be told.
void MmfMailbox::add_ownerless_attachments() {
    StoreFolder lost;
    lost.messages = owners_.ownerless(context_);
    // What nothing can be read of would be an empty message.
    AttachmentOwners owners = owners_;  // of these readings nobody is to know
    std::erase_if(lost.messages, [&](mmf::Oid oid) {
        Findings told;
        std::swap(told, context_.findings);
        const bool empty = read_ownerless_attachments(context_, owners, oid, item_).empty();
        std::swap(told, context_.findings);
        for (const Finding& finding : told.list())
            if (empty && finding.id == MessageId::mmf_attachment_lost) context_.findings.add(finding);
        return empty;
    });
    if (lost.messages.empty()) return;
    std::string name = kRecoveredAttachmentsName;
    const auto taken = [this](const std::string& wanted) {
        return std::ranges::any_of(tree_.folders, [&wanted](const StoreFolder& folder) {
            return folder.folder.path.size() == 1 && folder.folder.path.front() == wanted;
        });
    };
    for (unsigned number = 2; taken(name); ++number) name = fmt::format("{} ({})", kRecoveredAttachmentsName, number);
    lost.folder.path = {std::move(name)};
    lost.folder.recovered = true;
    tree_.folders.push_back(std::move(lost));
}

// Of a message of which nothing can be read.
std::optional<model::Message> MmfMailbox::attachments_alone(mmf::Oid oid, MessageReader& reader) {
    const mmf::Node* const node = context_.store->find(oid);
    if (node == nullptr) return std::nullopt;
    model::Message message;
    message.id = oid.hex();
    message.incomplete = true;
    message.recovered = true;
    message.attachments = read_attachments(context_, owners_, *node, reader, item_);
    if (message.attachments.empty()) return std::nullopt;
    context_.findings.add(MessageId::recover_attachment, "nothing is left of the message but its attachments", item_,
                          node->offset);
    return message;
}

model::Message MmfMailbox::read_ownerless(mmf::Oid oid) {
    model::Message message;
    message.id = oid.hex();
    message.incomplete = true;
    message.recovered = {true, model::Confidence::probable};
    message.attachments = read_ownerless_attachments(context_, owners_, oid, item_);
    context_.findings.add(MessageId::recover_attachment,
                          fmt::format("{} attachments, of which no message is known", message.attachments.size()),
                          item_);
    return message;
}

void MmfMailbox::notice_change() {
    if (changed_ || !context_.store->changed()) return;
    changed_ = true;
    context_.findings.add(MessageId::mmf_changed_while_read, "what was read after the change may be damaged", {}, 8);
}

Result<model::Message> MmfMailbox::read_damaged(const StoreFolder& folder, std::size_t index, MessageReader& reader,
                                                const Error& error) {
    const bool listed = folder.listed && index < folder.elements.size();
    const auto summary =
        listed ? stored_summary(folder.oid, folder.elements[index]) : fail(Errc::not_found, "no summary");
    if (!summary) return fail(error);
    context_.findings.add(MessageId::mmf_message_from_summary, "message object missing or broken: " + error.what, item_,
                          error.offset);
    return reader.from_summary(folder.messages[index], *summary);
}

// Of a message that is overwritten in part or cut off the folder's list may still tell what its own attributes do not.
void MmfMailbox::complete_fragment(const StoreFolder& folder, std::size_t index, model::Message& message) {
    const mmf::Oid oid = folder.messages[index];
    if (!is_partial(*context_.store, oid)) return;
    message.incomplete = true;
    if (!folder.listed || index >= folder.elements.size()) return;
    if (const auto summary = stored_summary(folder.oid, folder.elements[index]))
        fill_gaps(message, MessageReader(context_, classes_, item_).from_summary(oid, *summary));
}

Result<mmf::Summary> MmfMailbox::stored_summary(mmf::Oid folder, std::size_t index) {
    if (!summaries_ || summaries_of_ != folder) {
        summaries_.reset();
        auto object = TRY(context_.store->object(folder));
        summaries_ = TRY(mmf::ListReader::open_damaged(std::move(object)));
        summaries_of_ = folder;
    }
    if (index >= summaries_->entries().size()) return fail(Errc::not_found, "the folder does not list the message");
    return read_damaged_summary(*summaries_, index);
}

Result<std::vector<model::AddressBook>> MmfMailbox::address_books() {
    auto books = read_address_books(context_, tree_.books);
    owners_.report(context_);
    report_unknown_objects(context_);
    notice_change();
    return books;
}

}  // namespace restante::sources
