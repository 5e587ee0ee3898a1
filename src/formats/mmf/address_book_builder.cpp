// The part of StoreBuilder that makes address books. Source: docs/formats/mmf-records.md "Address books".
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/byte_writer.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/store_builder.h"

namespace restante::mmf {
namespace {

constexpr std::uint16_t kBookAttr = attr::kElementList | attr::kFolder | attr::kListWritable | attr::kChecked;
constexpr std::uint16_t kGroupAttr = kBookAttr | attr::kLinkFolder;
constexpr std::uint16_t kEntryAttr = attr::kMessageLike | attr::kMessageWritable | attr::kListWritable | attr::kChecked;

std::string group_name(const NewAddressEntry& entry) {
    if (!entry.group_folder_name.empty()) return entry.group_folder_name;
    const auto subject = std::ranges::find(entry.attributes, attribute::kSubject, &ListElement::id);
    if (subject == entry.attributes.end()) return {};
    return std::string(as_text(until_nul(subject->data)));
}

// For every entry the groups it is a member of, in book order; bad_value: a member that is not in the book.
Result<std::vector<std::vector<std::size_t>>> groups_of_entries(const NewAddressBook& book) {
    std::vector<std::vector<std::size_t>> groups(book.entries.size());
    for (std::size_t group = 0; group < book.entries.size(); ++group) {
        if (!book.entries[group].members) continue;
        for (const std::size_t member : *book.entries[group].members) {
            if (member >= groups.size()) return fail(Errc::bad_value, "a group has a member that is not in the book");
            if (groups[member].empty() || groups[member].back() != group) groups[member].push_back(group);
        }
    }
    return groups;
}

}  // namespace

Result<Summary> StoreBuilder::write_entry(const NewAddressBook& book, const NewAddressEntry& entry, Oid oid,
                                          Oid group_folder, const std::vector<Oid>& groups) {
    std::vector<ListElement> attributes = entry.attributes;
    if (entry.members) {
        ByteWriter value;
        value.le(group_folder.value);
        attributes.push_back({attribute::kSummaryValue, std::move(value).take()});
    }
    Oid links{};
    if (!groups.empty()) {
        std::vector<ListElement> list;
        for (const Oid group : groups) list.push_back({group.value, {}});
        links = new_oid(type::kLinkList);
        TRY_VOID(writer_.add({.oid = links}, write_list(list)));
    }
    const Summary summary = build_summary(SummaryInput::of(attributes), book.oid);
    const auto unread = is_unread(summary.status) ? flag::kUnread : std::uint16_t{0};
    TRY_VOID(writer_.add({.oid = oid,
                          .parent = book.oid,
                          .aux = links.value,
                          .attr = kEntryAttr,
                          .references = 1,
                          .flags = static_cast<std::uint16_t>(flag::kWritten | unread)},
                         write_list(attributes)));
    return summary;
}

Result<void> StoreBuilder::add_address_book(const NewAddressBook& book) {
    const auto groups = TRY(groups_of_entries(book));
    const std::size_t book_folder = TRY(
        enter_folder({.name = book.name, .comment = book.comment, .level = 1, .hidden = true}, book.oid, kBookAttr));
    std::vector<Oid> group_folders(book.entries.size());
    std::vector<std::size_t> folder_indexes(book.entries.size());
    for (std::size_t i = 0; i < book.entries.size(); ++i) {
        const NewAddressEntry& entry = book.entries[i];
        if (!entry.members) continue;
        group_folders[i] = entry.group_folder == Oid{} ? new_oid(type::kGroupFolder) : entry.group_folder;
        folder_indexes[i] =
            TRY(enter_folder({.name = group_name(entry), .level = 2, .hidden = true}, group_folders[i], kGroupAttr));
    }
    std::vector<Summary> summaries;
    std::vector<Oid> oids;
    for (std::size_t i = 0; i < book.entries.size(); ++i) {
        const NewAddressEntry& entry = book.entries[i];
        std::vector<Oid> of_entry;
        for (const std::size_t group : groups[i]) of_entry.push_back(group_folders[group]);
        oids.push_back(entry.oid == Oid{} ? new_oid(type::kAddressEntry) : entry.oid);
        summaries.push_back(TRY(write_entry(book, entry, oids[i], group_folders[i], of_entry)));
        if (!entry.only_in_group) TRY_VOID(add_summary(folders_[book_folder], oids[i], summaries[i]));
    }
    for (std::size_t i = 0; i < book.entries.size(); ++i) {
        if (!book.entries[i].members) continue;
        for (const std::size_t member : *book.entries[i].members) {
            Summary linked = summaries[member];
            linked.folder_name = book.name;
            TRY_VOID(add_summary(folders_[folder_indexes[i]], oids[member], linked));
        }
    }
    return {};
}

}  // namespace restante::mmf
