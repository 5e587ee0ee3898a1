#include "sources/migration/migration_mailbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/sha256.h"
#include "formats/exchange/address_book_row.h"
#include "formats/exchange/secondary_file.h"
#include "model/address_parts.h"
#include "sources/migration/message_content.h"

namespace restante::sources::migration {
namespace {

constexpr std::size_t kIdDigits = 16;
constexpr std::string_view kNameOnly = "USER";  // whom only a name is known of

struct SpecialFolder {
    std::string_view name;
    model::FolderRole role;
};
constexpr SpecialFolder kSpecial[] = {{"Inbox", model::FolderRole::inbox},
                                      {"Sent Items", model::FolderRole::sent},
                                      {"Outbox", model::FolderRole::outbox},
                                      {"Deleted Items", model::FolderRole::deleted}};

model::FolderRole role_of(const std::vector<std::string>& path, bool public_folders) {
    if (public_folders) return model::FolderRole::shared;
    for (const SpecialFolder& special : kSpecial)
        if (path.size() == 1 && equals_ignoring_ascii_case(path[0], special.name)) return special.role;
    return model::FolderRole::none;
}

model::Address address_of(const exchange::Recipient& recipient) {
    model::Address address{recipient.name, recipient.type, recipient.address, model::AddressKind::unresolved, {}};
    if (equals_ignoring_ascii_case(address.type, kNameOnly)) address.type = address.address = std::string();
    if (!address.type.empty()) address.kind = model::AddressKind::resolved;
    return address;
}

std::vector<model::Address> addresses_of(const std::vector<exchange::Recipient>& recipients) {
    std::vector<model::Address> addresses;
    std::ranges::transform(recipients, std::back_inserter(addresses), address_of);
    return addresses;
}

// What the row says but for where its text lies, which the next writer of the same row may change.
std::string identity_of(exchange::MessageRow row) {
    row.body.reset();
    bool ignored = false;
    return Sha256::hex_of(as_bytes(exchange::joined_row(exchange::message_row_texts(row, ignored))))
        .substr(0, kIdDigits);
}

std::string identity_of(const exchange::AddressBookRow& row) {
    return Sha256::hex_of(as_bytes(exchange::joined_row(exchange::address_book_row_texts(row)))).substr(0, kIdDigits);
}

model::Message message_of(const exchange::MessageRow& row) {
    model::Message message;
    message.id = identity_of(row);
    message.subject = row.subject;
    if (row.sender) message.from = {address_of(*row.sender)};
    message.to = addresses_of(row.to);
    message.cc = addresses_of(row.cc);
    message.bcc = addresses_of(row.bcc);
    message.sent = row.sent;
    message.received = row.received;
    if (row.priority)
        message.priority = *row.priority > 0   ? model::Priority::high
                           : *row.priority < 0 ? model::Priority::low
                                               : model::Priority::normal;
    message.status.emplace();
    message.status->read = !row.unread.value_or(false);
    message.status->unsent = row.unsent.value_or(false);
    return message;
}

// The entries of one book, and the members that no row of it describes.
class BookReader {
public:
    void add(const exchange::AddressBookRow& row) {
        model::AddressEntry entry;
        entry.id = identity_of(row);
        if (const std::size_t number = ++equals_[entry.id]; number > 1) entry.id += fmt::format("{:x}", number);
        entry.name = row.name;
        entry.group = row.group;
        if (!equals_ignoring_ascii_case(row.address.type, kNameOnly)) {
            entry.type = row.address.type;
            entry.address = row.address.address;
        }
        entry.comment = row.note;
        for (const auto& [column, value] : row.details) {
            // Most names say the first and the last one already.
            if ((column == "First" || column == "Last") && row.name.find(value) != std::string::npos) continue;
            entry.comment += (entry.comment.empty() ? "" : "\r\n") + column + ": " + value;
        }
        const std::size_t place = book_.entries.size();
        if (!row.group) places_.emplace(key_of(row.address.type, row.address.address), place);
        places_.emplace(key_of({}, entry.name), place);
        book_.entries.push_back(std::move(entry));
        if (row.group) groups_.emplace_back(place, row.members);
    }
    model::AddressBook take() {
        for (const auto& [group, members] : groups_)
            for (const exchange::TypedAddress& member : members) {
                std::string id = book_.entries[member_place(member)].id;
                book_.entries[group].members.push_back(std::move(id));
            }
        return std::move(book_);
    }

private:
    static std::string key_of(std::string_view type, std::string_view address) {
        const bool name = type.empty() || equals_ignoring_ascii_case(type, kNameOnly);
        return ascii_lower(name ? "\n" + std::string(trimmed(address)) : fmt::format("{}:{}", type, address));
    }
    std::size_t member_place(const exchange::TypedAddress& member) {
        const auto known = places_.find(key_of(member.type, member.address));
        if (known != places_.end()) return known->second;
        exchange::AddressBookRow row;
        row.address = member;
        row.name = std::string(trimmed(member.address));
        add(row);
        book_.entries.back().only_in_group = true;
        return book_.entries.size() - 1;
    }

    model::AddressBook book_{"Personal Address Book", false, {}};
    std::map<std::string, std::size_t> equals_{};  // how many rows say the same, by what they say
    std::map<std::string, std::size_t> places_{};  // by address and by name
    std::vector<std::pair<std::size_t, std::vector<exchange::TypedAddress>>> groups_{};
};

}  // namespace

MigrationMailbox::MigrationMailbox(std::shared_ptr<MigrationSet> set, std::size_t index)
    : set_(std::move(set)), plan_(set_->mailboxes().at(index)) {
    mailbox_.code_page = set_->page().number();
    mailbox_.shared = plan_.public_folders;
    if (!plan_.public_folders) {
        const auto parts = model::parts_of_text(plan_.owner);
        const auto* const old = std::get_if<model::MicrosoftMailAddress>(&parts);
        mailbox_.name = old != nullptr && !old->mailbox.empty() ? old->mailbox : plan_.owner;
        mailbox_.display_name = plan_.display_name;
        mailbox_.address = plan_.owner;
        mailbox_.accounts = {plan_.owner};
    }
    add_folders();
}

// In the order of the tree, with the folders above them, and the Inbox first.
void MigrationMailbox::add_folders() {
    std::set<std::vector<std::string>> paths;
    for (const PlannedFolder& planned : plan_.folders)
        for (std::vector<std::string> path = planned.path; !path.empty() && paths.insert(path).second;) path.pop_back();
    for (const std::vector<std::string>& path : paths) {
        model::Folder& folder = folders_.emplace_back();
        folder.path = path;
        folder.role = role_of(path, plan_.public_folders);
        if (plan_.public_folders) folder.shared = model::SharedFolder{{}, {}, "shared"};
    }
    std::ranges::stable_partition(folders_,
                                  [](const model::Folder& folder) { return folder.path.front() == kSpecial[0].name; });
    for (const model::Folder& folder : folders_) {
        const auto planned = plan_.folder_places.find(folder.path);
        rows_.push_back(planned == plan_.folder_places.end() ? std::vector<RowReference>{}
                                                             : plan_.folders[planned->second].messages);
    }
}

Result<model::Message> MigrationMailbox::read_message(std::size_t folder, std::size_t index) {
    const RowReference& place = rows_.at(folder).at(index);
    const std::string item = fmt::format("{}/{}", model::display_path(folders_[folder]), index);
    std::size_t unmappable = 0;  // told when the source was opened
    const auto fields = TRY(set_->fields_of(place, unmappable));
    auto read = exchange::read_message_row(set_->section_of(place), fields,
                                           [this](const exchange::SectionPointer& at) { return set_->long_field(at); });
    if (!read) return fail(std::move(read.error()).in(item));
    for (const std::string& ignored : read->ignored)
        findings_.add(MessageId::migration_value_ignored, fmt::format("{}: {}", set_->name_of(place), ignored), item,
                      place.place.offset);
    model::Message message = message_of(read->row);
    if (read->row.body) read_content(*read->row.body, message, item);
    return message;
}

void MigrationMailbox::read_content(const exchange::SectionPointer& pointer, model::Message& message,
                                    const std::string& item) {
    const auto file = set_->secondary(pointer.file);
    const auto sections = file ? exchange::read_data_sections(*file, pointer.offset, set_->page())
                               : Result<exchange::DataSections>(fail(file.error()));
    if (sections)
        add_content(*sections, set_->page(), item, message, findings_);
    else
        findings_.add(MessageId::migration_pointer_broken,
                      fmt::format("{}: {}", exchange::pointer_text(pointer), sections.error().what), item,
                      pointer.offset);
}

Result<std::vector<model::AddressBook>> MigrationMailbox::address_books() {
    std::vector<model::AddressBook> books;
    const exchange::FieldResolver resolve = [this](const exchange::SectionPointer& at) { return set_->long_field(at); };
    for (const PlannedBook& planned : plan_.books) {
        BookReader book;
        for (const RowReference& row : planned.entries) {
            std::size_t unmappable = 0;
            const auto fields = TRY(set_->fields_of(row, unmappable));
            const auto entry = TRY(exchange::read_address_book_row(set_->section_of(row), fields, resolve));
            for (const std::string& ignored : entry.ignored)
                findings_.add(MessageId::migration_value_ignored, ignored, set_->name_of(row), row.place.offset);
            book.add(entry.row);
        }
        books.push_back(book.take());
        books.back().standard = books.size() == 1;
    }
    return books;
}

}  // namespace restante::sources::migration
