#include "targets/ews/ews_writer.h"

#include <fmt/format.h>

#include "targets/ews/book_upload.h"
#include "targets/ews/item_text.h"
#include "targets/pst/message_class.h"

namespace restante::targets::ews {
namespace {

constexpr server::BatchLimits kLimits{20, 2 * Spool::kKeptInMemory};

}  // namespace

EwsWriter::EwsWriter(model::Mailbox mailbox, Destination destination, Server& server, TargetOptions options,
                     Findings& losses)
    : mailbox_(std::move(mailbox)),
      losses_(losses),
      options_(std::move(options)),
      composer_(options_, mime::LineEnd::crlf, losses_),
      account_(std::move(destination), server),
      places_(account_),
      uploader_(account_),
      batch_(kLimits, [this](const std::vector<Outgoing>& items, const Uploader::Settle& settle) {
          uploader_.deliver(items, settle);
      }) {
    account_.tell(losses_);
}

Result<void> EwsWriter::start() {
    TRY_VOID(account_.connect());
    return places_.start();
}

Result<void> EwsWriter::begin_folder(const model::Folder& folder) {
    folder_ = folder;
    folder_open_ = false;
    // Most hidden folders are the client's own and empty: their folder is made for the first message.
    const bool wait = folder.hidden && folder.role == model::FolderRole::none;
    return wait ? Result<void>{} : open_now();
}

Result<void> EwsWriter::open_now() {
    const FolderPlace place = TRY(places_.place_of(folder_));
    TRY_VOID(uploader_.begin_folder(place.id, place.shown));
    if (place.changed) losses_.add(MessageId::ews_folder_renamed, place.shown, model::display_path(folder_));
    note_lost_facts(place.made);
    folder_open_ = true;
    return {};
}

void EwsWriter::note_lost_facts(bool made) {
    std::string facts;
    const auto add = [&facts](bool there, std::string_view what) {
        if (there) facts += fmt::format("{}{}", facts.empty() ? "" : ", ", what);
    };
    add(!folder_.comment.empty() && !made, "comment");
    add(folder_.recovered, "recovered");
    add(folder_.shared || folder_.role == model::FolderRole::shared, "shared");
    if (!facts.empty()) losses_.add(MessageId::ews_folder_facts_lost, facts, model::display_path(folder_));
}

Result<Outgoing> EwsWriter::composed(const model::Message& message, const mail::ComposeContext& context) {
    Outgoing outgoing;
    outgoing.item = context.item;
    outgoing.item_id = context.item_id;
    const auto content = std::make_shared<Spool>();
    hashing_.begin(content.get(), options_.hash_items);
    TRY_VOID(composer_.compose(message, context, hashing_));
    outgoing.size = hashing_.size();
    outgoing.sha256 = hashing_.sha256();
    outgoing.start = message_start();
    outgoing.content = content;
    outgoing.content_end = "</t:MimeContent>";
    if (model::is_meeting(composer_.meeting_kind()))
        outgoing.class_property = class_property(mapi_class({}, composer_.meeting_kind()));
    outgoing.end = message_end(context.envelope, options_.time_zone, outgoing.item_id);
    return outgoing;
}

Result<Delivery> EwsWriter::add_message(const model::Message& message, const std::string& item,
                                        const std::string& item_id) {
    if (!folder_open_) TRY_VOID(open_now());
    if (batch_.holds(item_id)) TRY_VOID(batch_.flush());
    if (uploader_.holds(item_id)) return Delivery{true, uploader_.shown(), 0, {}, false};
    const mail::Envelope envelope = mail::envelope_of(message, folder_);
    const mail::ComposeContext context{mailbox_, folder_, envelope, item, item_id, {}};
    Outgoing outgoing = TRY(composed(message, context));
    if (!batch_.can_wait() || outgoing.size > Spool::kKeptInMemory) return batch_.send_alone(std::move(outgoing));
    TRY_VOID(batch_.add(std::move(outgoing)));
    return Delivery{false, uploader_.shown(), 0, {}, true};
}

Result<void> EwsWriter::end_folder() {
    if (!folder_open_) {
        left_out_.push_back(model::display_path(folder_));
        return {};
    }
    folder_open_ = false;
    return batch_.flush();
}

Result<void> EwsWriter::add_address_books(const std::vector<model::AddressBook>& books) {
    return BookUpload(mailbox_, account_, places_, losses_).upload(books);
}

Result<void> EwsWriter::finish(const Findings&) {
    composer_.report_addresses();
    if (!left_out_.empty())
        losses_.add(MessageId::files_hidden_left_out, fmt::format("{}", fmt::join(left_out_, ", ")));
    return {};
}

}  // namespace restante::targets::ews
