#include "sources/migration/migration_mailbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/sha256.h"
#include "base/zero_bytes.h"
#include "formats/exchange/address_book_row.h"
#include "formats/exchange/secondary_file.h"
#include "model/address_parts.h"
#include "sources/migration/message_content.h"

namespace restante::sources::migration {
namespace {

constexpr std::size_t kIdDigits = 16;
constexpr std::size_t kMostOthers = 64;  // pointers into one section that are followed
constexpr std::string_view kLostMailbox = "recovered";
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
    : set_(std::move(set)), plan_(set_->mailboxes().at(index)), budget_(set_->bytes()) {
    mailbox_.code_page = set_->page().number();
    mailbox_.shared = plan_.public_folders;
    mailbox_.origin = set_->origin();
    if (plan_.lost) {
        mailbox_.name = kLostMailbox;
    } else if (!plan_.public_folders) {
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
        folder.role = plan_.lost ? model::FolderRole::none : role_of(path, plan_.public_folders);
        folder.recovered = plan_.lost;
        if (plan_.public_folders) folder.shared = model::SharedFolder{{}, {}, "shared"};
    }
    std::ranges::stable_partition(folders_,
                                  [](const model::Folder& folder) { return folder.path.front() == kSpecial[0].name; });
    for (const model::Folder& folder : folders_) {
        const auto planned = plan_.folder_places.find(folder.path);
        messages_.push_back(planned == plan_.folder_places.end() ? std::vector<PlannedMessage>{}
                                                                 : plan_.folders[planned->second].messages);
        spent_for_.emplace_back(messages_.back().size());
    }
}

void MigrationMailbox::begin_pass() {
    budget_ = PointerBudget(set_->bytes());
    for (std::vector<bool>& folder : spent_for_) folder.assign(folder.size(), false);
    spent_for_books_ = false;
}

Result<exchange::MessageRow> MigrationMailbox::read_row(const PlannedMessage& planned, const std::string& item) {
    const RowReference& place = planned.row;
    if (planned.broken_row) {
        const auto rest = set_->salvaged(place);
        if (!rest) return fail(Errc::bad_value, "nothing is left of the row");
        return rest->row;
    }
    std::size_t unmappable = 0;  // told when the source was opened
    const auto fields = TRY(set_->fields_of(place, unmappable));
    auto read = exchange::read_message_row(set_->section_of(place), fields,
                                           [this](const exchange::SectionPointer& at) { return long_field(at); });
    if (!read) return fail(std::move(read.error()).in(item));
    for (const std::string& ignored : read->ignored)
        findings_.add(MessageId::migration_value_ignored, fmt::format("{}: {}", set_->name_of(place), ignored), item,
                      place.place.offset);
    return std::move(read->row);
}

Result<model::Message> MigrationMailbox::read_message(std::size_t folder, std::size_t index) {
    const PlannedMessage& planned = messages_.at(folder).at(index);
    if (spent_for_[folder][index]) begin_pass();
    spent_for_[folder][index] = true;
    return read(planned, fmt::format("{}/{}", model::display_path(folders_[folder]), index));
}

Result<model::Message> MigrationMailbox::read(const PlannedMessage& planned, const std::string& item) {
    exchange::MessageRow row;
    if (planned.has_row) row = TRY(read_row(planned, item));
    const auto body = row.body;
    // Of rows that were put together out of two, nothing is sure but the end.
    if (planned.joined) row = exchange::MessageRow();
    model::Message message = message_of(row);
    if (!planned.has_row || planned.joined) message.status.reset();
    if (set_->salvage() != nullptr) {
        if (planned.schedule)
            TRY_VOID(read_schedule(*planned.schedule, message));
        else if (planned.text || body)
            TRY_VOID(read_dug(planned, message, item));
        else if (planned.dug)
            message.recovered = {true, model::Confidence::probable};
    } else if (body) {
        read_content(*body, message, item);
    }
    return message;
}

Result<void> MigrationMailbox::read_schedule(std::size_t schedule, model::Message& message) {
    const std::string& name = set_->schedules()[schedule];
    model::Attachment& attachment = message.attachments.emplace_back();
    attachment.number = 1;
    attachment.name = name;
    attachment.data = TRY(set_->secondary(name));
    message.id = Sha256::hex_of(as_bytes(name)).substr(0, kIdDigits);
    message.recovered = {true, model::Confidence::probable};
    return {};
}

// What is left of a message in a secondary file that was searched.
Result<void> MigrationMailbox::read_dug(const PlannedMessage& planned, model::Message& message,
                                        const std::string& item) {
    using model::Confidence;
    const SetSalvage& salvage = *set_->salvage();
    Confidence sure = planned.broken_row || !planned.has_row ? Confidence::probable : Confidence::certain;
    if (planned.dug && planned.has_row && plan_.lost) sure = Confidence::probable;
    if (planned.joined) sure = Confidence::doubtful;
    const bool usable = planned.text && (!planned.has_row || !salvage.chain(*planned.text).doubtful);
    if (!usable) {
        findings_.add(planned.text ? MessageId::recover_text_uncertain : MessageId::migration_pointer_broken,
                      planned.text ? "what stands there may be another message's" : "its text was not found anywhere",
                      item, planned.row.place.offset);
        message.incomplete = true;
        message.recovered = {true, sure};
        return {};
    }
    const exchange::SalvagedChain& chain = salvage.chain(*planned.text);
    const exchange::SalvagedSecondary& file = salvage.file(*planned.text);
    const std::uint64_t offset = file.sections()[chain.first].header.offset;
    const exchange::SalvagedContent content = TRY(file.content(chain, set_->page()));
    add_content(content.sections, set_->page(), item, message, findings_);
    if (!planned.has_row || planned.joined) {
        message.id = Sha256::hex_of(as_bytes(fmt::format("{}({})", salvage.name_of(*planned.text), offset)))
                         .substr(0, kIdDigits);
        findings_.add(MessageId::recover_text_without_row,
                      salvage.name_of(*planned.text) + (planned.joined ? "; its row is joined with another one" : ""),
                      item, offset);
        if (!chain.begins || !chain.complete) sure = Confidence::doubtful;
    } else if (!chain.proved && sure == Confidence::certain) {
        sure = Confidence::probable;
    }
    if (content.left_out != 0)
        findings_.add(MessageId::recover_text_uncertain, fmt::format("{} sections", content.left_out), item, offset);
    if (content.changed != 0)
        findings_.add(MessageId::recover_line_ends_restored,
                      fmt::format("{} attachments cannot be restored", content.changed), item, offset);
    const bool damaged = content.left_out + content.incomplete != 0 || !chain.complete;
    if (damaged) message.incomplete = true;
    if (damaged || content.changed != 0) sure = Confidence::doubtful;
    if (planned.dug || damaged || content.changed + content.restored != 0) message.recovered = {true, sure};
    return {};
}

// A length that is wrong, or bytes that are missing, make a section reach into what another row points to.
void MigrationMailbox::leave_out_what_others_have(const exchange::SectionPointer& pointer,
                                                  const ByteSourcePointer& file, exchange::DataSections& sections,
                                                  const std::string& item) {
    const std::vector<std::uint64_t>* const pointers = set_->pointers_to(pointer.file);
    if (pointers == nullptr) return;
    for (std::size_t i = 0; i < sections.list.size(); ++i) {
        const exchange::DataSection& section = sections.list[i];
        const std::uint64_t end = section.data_offset + section.data->size();
        std::size_t tried = 0;
        for (auto other = std::ranges::upper_bound(*pointers, i == 0 ? section.offset : section.offset - 1);
             other != pointers->end() && *other < end && tried++ < kMostOthers && budget_.sections() != 0; ++other) {
            budget_.spend_sections(1);
            if (!exchange::read_data_sections(file, *other, set_->page(), 1)) continue;
            findings_.add(MessageId::migration_pointers_overlap,
                          fmt::format("{}: another row points to byte {}, which is in the middle of it",
                                      exchange::pointer_text(pointer), *other),
                          item, section.offset);
            sections.list.resize(i);
            return;
        }
    }
    if (!sections.leads_on)
        findings_.add(MessageId::migration_length_leads_nowhere, exchange::pointer_text(pointer), item,
                      sections.list.back().offset);
}

Result<std::string> MigrationMailbox::long_field(const exchange::SectionPointer& pointer) {
    auto text = set_->long_field(pointer, budget_.field_bytes());
    if (text) {
        budget_.spend_field_bytes(text->size());
        if (const ZeroBytes zeros = zero_runs(as_bytes(*text)); zeros.size != 0)
            findings_.add(MessageId::recover_zeroed, fmt::format("a long field: {} bytes", zeros.size),
                          exchange::pointer_text(pointer));
    } else if (text.error().code == Errc::too_large && !std::exchange(fields_told_, true)) {
        findings_.add(MessageId::limit_work, "too many rows point to the same long fields",
                      exchange::pointer_text(pointer));
    }
    return text;
}

void MigrationMailbox::read_content(const exchange::SectionPointer& pointer, model::Message& message,
                                    const std::string& item) {
    const auto file = set_->secondary(pointer.file);
    const std::size_t most = std::min<std::uint64_t>(exchange::kMostDataSections, 1 + budget_.sections());
    auto sections = file ? exchange::read_data_sections(*file, pointer.offset, set_->page(), most)
                         : Result<exchange::DataSections>(fail(file.error()));
    if (sections) {
        budget_.spend_sections(sections->list.size() - 1);
        if (budget_.sections() == 0 && !std::exchange(sections_told_, true))
            findings_.add(MessageId::limit_work, "too many rows point to the same sections", item);
        leave_out_what_others_have(pointer, *file, *sections, item);
        if (!sections->list.empty()) add_content(*sections, set_->page(), item, message, findings_);
    } else {
        findings_.add(MessageId::migration_pointer_broken,
                      fmt::format("{}: {}", exchange::pointer_text(pointer), sections.error().what), item,
                      pointer.offset);
    }
}

Result<std::vector<model::AddressBook>> MigrationMailbox::address_books() {
    if (spent_for_books_) begin_pass();
    spent_for_books_ = true;
    std::vector<model::AddressBook> books;
    const exchange::FieldResolver resolve = [this](const exchange::SectionPointer& at) { return long_field(at); };
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
