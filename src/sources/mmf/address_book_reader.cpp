#include "sources/mmf/address_book_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

#include "formats/mmf/address_field.h"
#include "formats/mmf/address_template.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/summary.h"
#include "sources/mmf/damaged_summary.h"
#include "sources/mmf/shared_bodies.h"
#include "sources/mmf/standard_folders.h"

namespace restante::sources {
namespace {

struct Member {
    mmf::Oid oid{};
    std::optional<mmf::Summary> summary{};
};

// What the books have delivered so far.
struct Delivered {
    std::unordered_set<mmf::Oid> entries{};
    std::unordered_set<mmf::Oid> group_folders{};
};

class BookReader {
public:
    BookReader(StoreContext& context, const StoreAddressBook& book, Delivered& delivered)
        : context_(&context), stored_(&book), delivered_(&delivered) {
        book_.name = book.name;
        book_.standard = book.oid == mmf::kStandardAddressBook;
    }

    void read() {
        auto members = read_list(stored_->oid, stored_->name);
        if (!members) {
            context_->findings.add(MessageId::mmf_address_book_lost, members.error().what, stored_->name,
                                   members.error().offset);
            members = entries_by_parent();
        }
        for (const Member& member : *members) queue_entry(member, false);
        read_queue();
    }

    // An entry that no list names.
    void add_orphan(mmf::Oid oid) {
        context_->findings.add(MessageId::mmf_orphan_address_entry,
                               fmt::format("entry {} stands in no list", oid.hex()),
                               fmt::format("{}/{}", stored_->name, book_.entries.size()));
        queue_entry({oid, std::nullopt}, false);
        read_queue();
    }

    [[nodiscard]] mmf::Oid oid() const { return stored_->oid; }
    model::AddressBook take() { return std::move(book_); }

private:
    void read_queue() {
        while (next_ < queue_.size()) {
            const auto [member, only_in_group] = std::move(queue_[next_++]);
            read_entry(member, only_in_group);
        }
    }

    Result<std::vector<Member>> read_list(mmf::Oid folder, const std::string& item) {
        auto list = TRY(open_damaged_list(*context_, folder, item));
        std::vector<Member> members;
        for (std::size_t index = 0; index < list.entries().size(); ++index) {
            Member& member = members.emplace_back();
            member.oid.value = list.entries()[index].id;
            if (auto summary = read_damaged_summary(list, index)) member.summary = std::move(*summary);
        }
        return members;
    }

    std::vector<Member> entries_by_parent() const {
        const auto shared = bodies_of_copies(*context_->store);
        std::vector<Member> members;
        for (const mmf::Node& node : context_->store->nodes())
            if (node.oid.type() == mmf::type::kAddressEntry && node.parent == stored_->oid &&
                !shared.contains(node.oid))
                members.push_back({node.oid, std::nullopt});
        return members;
    }

    void queue_entry(const Member& member, bool only_in_group) {
        if (!seen_.insert(member.oid).second) return;
        delivered_->entries.insert(member.oid);
        queue_.emplace_back(member, only_in_group);
    }

    void read_entry(const Member& member, bool only_in_group) {
        item_ = fmt::format("{}/{}", stored_->name, book_.entries.size());
        model::AddressEntry entry;
        entry.id = member.oid.hex();
        entry.only_in_group = only_in_group;
        mmf::Oid group{member.summary ? member.summary->value : 0};
        if (auto read = read_object(member.oid, entry, group); !read) {
            context_->findings.add(MessageId::mmf_address_entry_lost, read.error().what, item_, read.error().offset);
            entry.group = group.value != 0;
        }
        if (entry.name.empty() && member.summary) entry.name = context_->text.whole(as_bytes(member.summary->subject));
        if (entry.group) read_group(group, entry);
        context_->text.report(context_->findings, item_);
        book_.entries.push_back(std::move(entry));
    }

    Result<void> read_object(mmf::Oid oid, model::AddressEntry& entry, mmf::Oid& group) {
        auto list = TRY(open_list(*context_->store, oid));
        if (const mmf::ListEntry* const value = list.find(mmf::attribute::kSummaryValue)) {
            const Bytes bytes = TRY(list.element(*value));
            group.value = TRY(mmf::integer_value(value->id, bytes, list.file_offset(*value)));
        }
        if (const mmf::ListEntry* const name = list.find(mmf::attribute::kSubject)) {
            const Bytes title = TRY(list.element(*name));
            entry.name = context_->text.until_nul(title);
        }
        const mmf::ListEntry* const body = list.find(mmf::attribute::kBody);
        if (body == nullptr) return fail(Errc::not_found, "the entry has no fields", list.object().file_offset());
        const Bytes bytes = TRY(list.element(*body));
        const auto fields = TRY(mmf::AddressFields::read_entry(bytes, list.file_offset(*body)));
        read_fields(fields, entry, group);
        return {};
    }

    void read_fields(const mmf::AddressFields& fields, model::AddressEntry& entry, mmf::Oid group) {
        if (fields.unreadable() != 0)
            context_->findings.add(MessageId::mmf_address_field_lost,
                                   fmt::format("{} fields of the entry are damaged", fields.unreadable()), item_);
        const auto text = [&](std::uint32_t id) { return context_->text.whole(fields.text(id)); };
        if (fields.find(mmf::address_field::kName) != nullptr) entry.name = text(mmf::address_field::kName);
        entry.type = text(mmf::address_field::kAddressType);
        entry.address = text(mmf::address_field::kAddress);
        entry.comment = text(mmf::address_field::kComment);
        entry.transmittable_name = text(mmf::address_field::kTransmittableName);
        entry.group = fields.is_group() || group.type() == mmf::type::kGroupFolder;
        if (const mmf::AddressField* const pattern = fields.find(mmf::address_field::kTemplate)) {
            const auto address = mmf::apply_address_template(pattern->data, fields);
            if (address)
                entry.address = context_->text.whole(as_bytes(*address));
            else
                context_->findings.add(MessageId::mmf_address_field_lost, address.error().what, item_);
        }
    }

    void read_group(mmf::Oid folder, model::AddressEntry& entry) {
        delivered_->group_folders.insert(folder);
        const auto members = read_list(folder, item_);
        if (!members) {
            context_->findings.add(MessageId::mmf_group_lost, members.error().what, item_, members.error().offset);
            return;
        }
        for (const Member& member : *members) {
            entry.members.push_back(member.oid.hex());
            queue_entry(member, true);
        }
    }

    StoreContext* context_;
    const StoreAddressBook* stored_;
    Delivered* delivered_;
    model::AddressBook book_{};
    std::string item_;
    std::unordered_set<mmf::Oid> seen_;
    std::vector<std::pair<Member, bool>> queue_;
    std::size_t next_ = 0;
};

// Where an entry goes that no list names: into the book its node names, else into the first one.
BookReader& book_for(std::vector<BookReader>& readers, mmf::Oid book) {
    const auto named = std::ranges::find(readers, book, &BookReader::oid);
    return named == readers.end() ? readers.front() : *named;
}

}  // namespace

std::vector<model::AddressBook> read_address_books(StoreContext& context, const std::vector<StoreAddressBook>& books) {
    const StoreAddressBook recovered{{}, kRecoveredFolderName};  // when no book is left
    const auto shared = bodies_of_copies(*context.store);
    Delivered delivered;
    std::vector<BookReader> readers;
    for (const StoreAddressBook& book : books) readers.emplace_back(context, book, delivered).read();
    for (const mmf::Node& node : context.store->nodes()) {
        if (node.oid.type() != mmf::type::kAddressEntry || shared.contains(node.oid)) continue;
        if (delivered.entries.contains(node.oid)) continue;
        if (readers.empty()) readers.emplace_back(context, recovered, delivered);
        book_for(readers, node.parent).add_orphan(node.oid);
    }
    for (const mmf::Node& node : context.store->nodes())
        if (node.oid.type() == mmf::type::kGroupFolder && !shared.contains(node.oid) &&
            !delivered.group_folders.contains(node.oid))
            context.findings.add(MessageId::mmf_group_unowned,
                                 fmt::format("no entry names the list of members {}", node.oid.hex()), {},
                                 node.is_alias() ? std::nullopt : std::optional<std::uint64_t>(node.offset));
    std::vector<model::AddressBook> read;
    for (BookReader& reader : readers) read.push_back(reader.take());
    return read;
}

}  // namespace restante::sources
