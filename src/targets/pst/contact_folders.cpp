#include "targets/pst/contact_folders.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/sha256.h"

namespace restante::targets {
namespace {

constexpr const char* kContacts = "Contacts";
constexpr const char* kContactFolder = "IPF.Contact";
constexpr std::size_t kMaxNesting = 100;  // groups within groups; deeper ones are written in the order of the book

}  // namespace

std::string ContactFolders::item_of(const model::AddressBook& book, const model::AddressEntry& entry) const {
    return fmt::format("{}/{}", book.name, entry.name);
}

std::string ContactFolders::identity_of(const model::AddressBook& book, const model::AddressEntry& entry) const {
    const std::string key =
        fmt::format("contact {}:{} {}:{} {}", mailbox_.size(), mailbox_, book.name.size(), book.name, entry.id);
    constexpr std::size_t kIdDigits = 32;
    return Sha256::hex_of(as_bytes(key)).substr(0, kIdDigits);
}

Result<void> ContactFolders::write(const std::vector<model::AddressBook>& books) {
    if (books.empty()) return {};
    const auto standard =
        std::find_if(books.begin(), books.end(), [](const model::AddressBook& book) { return book.standard; });
    const PartedStore::FolderIndex top =
        places_.add(places_.top(), kContacts, kContactFolder, standard == books.end() ? kContacts : standard->name);
    if (standard != books.end()) TRY_VOID(write_book(*standard, top));
    for (auto book = books.begin(); book != books.end(); ++book)
        if (book != standard) TRY_VOID(write_book(*book, places_.add(top, book->name, kContactFolder, book->name)));
    return {};
}

Result<void> ContactFolders::write_book(const model::AddressBook& book, PartedStore::FolderIndex folder) {
    entries_.clear();
    written_.clear();
    begun_.clear();
    for (const model::AddressEntry& entry : book.entries) entries_.emplace(entry.id, &entry);
    TRY_VOID(store_.open_folder(folder));
    for (const model::AddressEntry& entry : book.entries) {
        if (entry.group) continue;
        const std::string identity = identity_of(book, entry);
        const auto added =
            TRY(deliver_([&](pst::Writer& writer,
                             ItemLosses& losses) { return map_contact(context_(writer), entry, identity, losses); },
                         item_of(book, entry), identity));
        written_[entry.id] = {added.part, added.nid};
    }
    for (const model::AddressEntry& entry : book.entries)
        if (entry.group) TRY_VOID(write_group(book, entry));
    return store_.close_folder();
}

Result<void> ContactFolders::write_group(const model::AddressBook& book, const model::AddressEntry& group) {
    if (!begun_.insert(group.id).second) return {};
    ++depth_;
    for (const std::string& id : group.members) {
        const auto member = entries_.find(id);
        if (member == entries_.end())
            findings_.add(MessageId::pst_target_group_member, fmt::format("member {} of \"{}\"", id, group.name),
                          item_of(book, group));
        else if (member->second->group && depth_ < kMaxNesting)
            TRY_VOID(write_group(book, *member->second));
    }
    --depth_;
    const std::string identity = identity_of(book, group);
    std::size_t count = 1;
    for (std::size_t i = 0; i < count; ++i) {
        const auto map = [&](pst::Writer& writer, ItemLosses& losses) -> Result<pst::Message> {
            auto lists = TRY(map_group(context_(writer), group, members_of(group), identity, losses));
            count = lists.size();
            return std::move(lists[std::min(i, lists.size() - 1)]);
        };
        const auto added = TRY(deliver_(map, item_of(book, group), identity));
        if (i == 0) written_[group.id] = {added.part, added.nid};
    }
    return {};
}

std::vector<GroupMember> ContactFolders::members_of(const model::AddressEntry& group) const {
    std::vector<GroupMember> members;
    for (const std::string& id : group.members) {
        const auto entry = entries_.find(id);
        if (entry == entries_.end()) continue;
        const auto place = written_.find(id);
        const bool here = place != written_.end() && place->second.part == store_.part();
        members.push_back({entry->second, here ? place->second.nid : 0});
    }
    return members;
}

}  // namespace restante::targets
