#include "sources/mmf/address_book_reader.h"

#include <fmt/format.h>

#include <optional>
#include <unordered_set>
#include <utility>

#include "formats/mmf/address_field.h"
#include "formats/mmf/address_template.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/summary.h"

namespace restante::sources {
namespace {

struct Member {
    mmf::Oid oid{};
    std::optional<mmf::Summary> summary{};
};

class BookReader {
public:
    BookReader(StoreContext& context, const StoreAddressBook& book) : context_(&context), stored_(&book) {}

    model::AddressBook read() {
        book_.name = stored_->name;
        book_.standard = stored_->oid == mmf::kStandardAddressBook;
        auto members = read_list(stored_->oid);
        if (!members) {
            context_->findings.add(MessageId::mmf_address_book_lost, members.error().what, stored_->name,
                                   members.error().offset);
            members = entries_by_parent();
        }
        for (const Member& member : *members) queue_entry(member, false);
        while (next_ < queue_.size()) {
            const auto [member, only_in_group] = std::move(queue_[next_++]);
            read_entry(member, only_in_group);
        }
        return std::move(book_);
    }

private:
    Result<std::vector<Member>> read_list(mmf::Oid folder) {
        auto list = TRY(open_list(*context_->store, folder));
        std::vector<Member> members;
        for (const mmf::ListEntry& entry : list.entries()) {
            Member& member = members.emplace_back();
            member.oid.value = entry.id;
            const auto element = list.element(entry);
            auto summary = element ? mmf::read_summary(*element) : fail(element.error());
            if (summary) member.summary = std::move(*summary);
        }
        return members;
    }

    std::vector<Member> entries_by_parent() const {
        std::vector<Member> members;
        for (const mmf::Node& node : context_->store->nodes())
            if (node.oid.type() == mmf::type::kAddressEntry && node.parent == stored_->oid &&
                !node.is(mmf::flag::kHiddenBody))
                members.push_back({node.oid, std::nullopt});
        return members;
    }

    void queue_entry(const Member& member, bool only_in_group) {
        if (seen_.insert(member.oid).second) queue_.emplace_back(member, only_in_group);
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
        const auto members = read_list(folder);
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
    model::AddressBook book_{};
    std::string item_;
    std::unordered_set<mmf::Oid> seen_;
    std::vector<std::pair<Member, bool>> queue_;
    std::size_t next_ = 0;
};

}  // namespace

std::vector<model::AddressBook> read_address_books(StoreContext& context, const std::vector<StoreAddressBook>& books) {
    std::vector<model::AddressBook> read;
    read.reserve(books.size());
    for (const StoreAddressBook& book : books) read.push_back(BookReader(context, book).read());
    return read;
}

}  // namespace restante::sources
