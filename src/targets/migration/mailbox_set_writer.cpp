#include "targets/migration/mailbox_set_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/ascii.h"
#include "formats/csv/csv_reader.h"
#include "formats/exchange/message_row.h"
#include "formats/exchange/recipient.h"
#include "model/address_parts.h"
#include "targets/mail/attachment_name.h"
#include "targets/mail/body_text.h"
#include "targets/mail/envelope.h"
#include "targets/migration/book_rows.h"
#include "targets/migration/encoded_text.h"
#include "targets/migration/set_files.h"

namespace restante::targets::migration {
namespace {

exchange::Recipient recipient_of(const model::Address& address) {
    if (!address.internet.empty()) return {address.name, "SMTP", address.internet};
    return {address.name, address.type, address.address};
}

std::vector<exchange::Recipient> recipients_of(const std::vector<model::Address>& addresses) {
    std::vector<exchange::Recipient> recipients;
    for (const model::Address& one : addresses)
        if (!one.name.empty() || !one.address.empty() || !one.internet.empty()) recipients.push_back(recipient_of(one));
    return recipients;
}

std::optional<int> priority_number(const std::optional<model::Priority>& priority) {
    if (!priority) return std::nullopt;
    return *priority == model::Priority::high ? 1 : *priority == model::Priority::low ? -1 : 0;
}

// What an import takes for the calendar of Schedule+, and asks its reader to import.
bool is_schedule(const model::Attachment& attachment) {
    constexpr std::string_view kSignature = "SCHEDULE+";
    const std::string name = ascii_lower(attachment.name.value_or(""));
    if (!name.ends_with(".sc2") || !attachment.data || attachment.data->size() < kSignature.size()) return false;
    ByteVector start(kSignature.size());
    return attachment.data->read(0, start) && as_text(start) == kSignature;
}

// What Exchange is to call the mailbox's owner: his old address is a proxy address of his new mailbox.
std::string owner_address(const model::Mailbox& mailbox, Findings& losses) {
    if (mailbox.shared) return {};
    if (!mailbox.address.empty()) return mailbox.address;
    if (!mailbox.accounts.empty()) return mailbox.accounts.front();
    const std::string made = "MS:RESTANTE/RESTANTE/" + model::label_of(mailbox);
    losses.add(MessageId::migration_address_made_up, made);
    return made;
}

}  // namespace

MailboxSetWriter::MailboxSetWriter(Setup setup)
    : setup_(std::move(setup)),
      owner_(owner_address(setup_.mailbox, *setup_.losses)),
      set_(setup_.directory, setup_.stem, setup_.page, *setup_.losses),
      names_(setup_.page, setup_.mailbox.shared),
      message_losses_(*setup_.losses) {
    manifest_.target = kTargetName;
    manifest_.mailbox = setup_.mailbox;
}

Result<void> MailboxSetWriter::open() {
    TRY_VOID(set_.open());
    TRY_VOID(items_.open_alone(setup_.directory + "/." + items_name(setup_.stem) + ".restante-tmp"));
    TRY_VOID(items_.append(as_bytes("Kind,Place,Item,Id\r\n")));
    TRY_VOID(set_.begin_section(exchange::SectionKind::messages, owner_, setup_.mailbox.shared));
    set_.tell_characters(owner_);
    return {};
}

Result<void> MailboxSetWriter::note_item(std::string_view kind, std::string_view place, std::string_view item_id,
                                         std::string_view store_id) {
    const std::string row =
        csv::record_text({std::string(kind), std::string(place), std::string(item_id), std::string(store_id)});
    return items_.append(as_bytes(row + "\r\n"));
}

Result<void> MailboxSetWriter::begin_folder(const model::Folder& folder) {
    folder_ = folder;
    folder_path_ = names_.path_of(folder);
    messages_in_folder_ = 0;
    std::string place;
    for (const std::string& name : folder_path_) place += (place.empty() ? "" : "\\") + name;
    if (folder_path_ != folder.path)
        renamed_folders_.push_back(fmt::format("{} is {}", model::display_path(folder), place));
    manifest_.folders.push_back({folder, std::move(place), false});
    return {};
}

Result<void> MailboxSetWriter::end_folder() {
    if (messages_in_folder_ == 0) empty_folders_.push_back(model::display_path(folder_));
    if (folder_.shared && !(folder_.shared->owner + folder_.shared->record).empty())
        setup_.losses->add(MessageId::migration_content_lost,
                           fmt::format("owner {} and access of the folder", folder_.shared->owner),
                           model::display_path(folder_));
    return {};
}

Result<Delivery> MailboxSetWriter::add_message(const model::Message& message, const std::string& item,
                                               const std::string& item_id) {
    const mail::Envelope envelope = mail::envelope_of(message, folder_);
    exchange::MessageRow row;
    row.folder = folder_path_;
    const std::vector<exchange::Recipient> senders = recipients_of(message.from);
    if (!senders.empty()) row.sender = senders.front();
    row.to = recipients_of(message.to);
    row.cc = recipients_of(message.cc);
    row.bcc = recipients_of(message.bcc);
    row.subject = message.subject.value_or("");
    // A blank one would become the time of the import.
    row.sent = envelope.date;
    row.received = envelope.arrival;
    row.priority = priority_number(message.priority);
    row.unread = !envelope.read;
    row.unsent = envelope.draft;
    bool changed = false;
    std::vector<std::string> texts = exchange::message_row_texts(row, changed);
    texts.pop_back();
    if (changed) setup_.losses->add(MessageId::migration_text_changed, "brackets of a name became round ones", item);

    // Long fields come first: what belongs to the message stands together.
    std::vector<std::string> fields;
    for (const std::string& text : texts) fields.push_back(TRY(set_.field_of(text, item)));
    const exchange::SectionPointer body{secondary_name(setup_.stem), set_.offset()};
    TRY_VOID(write_content(message, item));
    fields.push_back(exchange::pointer_text(body));
    TRY_VOID(set_.write_row(fields));
    TRY_VOID(note_item("message", std::to_string(body.offset), item_id, message.id));
    set_.tell_characters(item);
    message_losses_.look_at(message, item);
    ++messages_in_folder_;
    return Delivery{false, fmt::format("{}({})", body.file, body.offset), 0, {}};
}

Result<void> MailboxSetWriter::write_content(const model::Message& message, const std::string& item) {
    std::vector<std::optional<std::uint32_t>> positions;
    for (const model::Attachment& attachment : message.attachments) positions.push_back(attachment.position);
    std::string text = message.body.value_or("");
    const std::string report = mail::report_block(message, model::kind_of(message.class_name.value_or("")));
    if (!report.empty()) text += (text.empty() ? "" : text.ends_with('\n') ? "\n" : "\n\n") + report;
    EncodedText encoded = encoded_text(setup_.page, text, positions);
    set_.count_lost(encoded.lost);
    set_.count_replaced(encoded.replaced);
    exchange::DataSection section;
    section.last = message.attachments.empty();
    TRY_VOID(set_.write_section(
        std::move(section), std::make_shared<const MemoryBytes>(ByteVector(encoded.bytes.begin(), encoded.bytes.end())),
        item));
    for (std::size_t i = 0; i < message.attachments.size(); ++i)
        TRY_VOID(write_attachment(message, i, encoded.positions[i], item));
    return {};
}

Result<void> MailboxSetWriter::write_attachment(const model::Message& message, std::size_t index, std::int64_t position,
                                                const std::string& item) {
    const model::Attachment& attachment = message.attachments[index];
    exchange::DataSection section;
    section.kind = is_schedule(attachment) ? exchange::DataKind::schedule : exchange::DataKind::attachment;
    section.last = index + 1 == message.attachments.size();
    section.name = mail::delivered_name(attachment, index);
    section.position = position;
    section.macbinary = attachment.macbinary;
    if (!attachment.data)
        setup_.losses->add(MessageId::migration_attachment_no_data,
                           section.name + (attachment.message ? ": a message inside this one" : ""), item);
    return set_.write_section(std::move(section), attachment.data, item);
}

Result<void> MailboxSetWriter::add_address_books(const std::vector<model::AddressBook>& books) {
    BookRows rows(books, *setup_.losses);
    for (std::size_t number = 0; number < books.size(); ++number) {
        const model::AddressBook& book = books[number];
        manifest_.address_books.push_back({book.name, book.standard, {}});
        TRY_VOID(set_.begin_section(exchange::SectionKind::address_book, owner_, false));
        for (std::size_t i = 0; i < book.entries.size(); ++i) {
            const model::AddressEntry& entry = book.entries[i];
            const std::string item = fmt::format("{}/{}", book.name, entry.name);
            std::vector<std::string> fields;
            for (const std::string& text : exchange::address_book_row_texts(rows.row_of(book, entry)))
                fields.push_back(TRY(set_.field_of(text, item)));
            TRY_VOID(set_.write_row(fields));
            TRY_VOID(note_item("entry", fmt::format("{}.{}", number, i), "", entry.id));
            set_.tell_characters(item);
        }
    }
    rows.report();
    return {};
}

void MailboxSetWriter::report_folders() {
    const auto tell = [this](MessageId id, const std::vector<std::string>& folders) {
        if (!folders.empty()) setup_.losses->add(id, fmt::format("{}", fmt::join(folders, ", ")));
    };
    tell(MessageId::migration_folder_renamed, renamed_folders_);
    tell(MessageId::migration_empty_folders, empty_folders_);
}

Result<void> MailboxSetWriter::finish(const Findings& /*source_findings*/) {
    message_losses_.report();
    report_folders();
    const std::string manifest = setup_.directory + "/" + manifest_name(setup_.stem);
    // Until all files have their names, what lies there is no whole mailbox.
    TRY_VOID(files::write_manifest_file(manifest, manifest_));
    TRY_VOID(set_.publish());
    TRY_VOID(items_.publish(setup_.directory + "/" + items_name(setup_.stem), {.synchronized = true}));
    manifest_.complete = true;
    return files::write_manifest_file(manifest, manifest_);
}

}  // namespace restante::targets::migration
