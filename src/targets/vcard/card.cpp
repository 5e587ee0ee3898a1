#include "targets/vcard/card.h"

#include <fmt/format.h>

#include <functional>

#include "base/content_line.h"
#include "model/address_parts.h"
#include "targets/contacts/book_target.h"

namespace restante::targets::contacts {
namespace {

using vcard::Version;
using vcard::Writer;

// "Doe, John" has its parts; every other name is one part, because nobody knows which word of it is the family's.
void append_name(Writer& writer, const std::string& name) {
    const std::size_t comma = name.find(", ");
    if (comma == std::string::npos)
        writer.components("N", {name, "", "", "", ""});
    else
        writer.components(
            "N", {std::string_view(name).substr(0, comma), std::string_view(name).substr(comma + 2), "", "", ""});
}

void append_fax(Writer& writer, const model::FaxAddress& fax) {
    if (!fax.number.empty()) writer.text("TEL;TYPE=work;TYPE=fax", fax.number);
    // Where somebody sits is the extended part of the address: that is where Outlook keeps the office too.
    if (!fax.location.empty()) writer.components("ADR;TYPE=work", {"", fax.location, "", "", "", "", ""});
    if (!fax.company.empty()) writer.components("ORG", {fax.company});
}

void append_addresses(Writer& writer, const model::AddressEntry& entry, Version version) {
    const std::string internet = internet_address_of(entry);
    if (!internet.empty()) writer.text("EMAIL", internet);
    const model::AddressParts parts = model::parts_of(entry.type, entry.address);
    if (const auto* const fax = std::get_if<model::FaxAddress>(&parts)) append_fax(writer, *fax);
    const auto* const x400 = std::get_if<model::X400Address>(&parts);
    if (x400 != nullptr && version == Version::v3) writer.text("EMAIL;TYPE=X400", model::text_of(*x400));
    const std::string stored = stored_address_of(entry);
    if (!stored.empty()) writer.text("X-RESTANTE-ADDRESS", stored);
}

std::vector<std::string> append_members(Writer& writer, const model::AddressEntry& group, const BookContext& context,
                                        Version version) {
    std::vector<std::string> missing;
    writer.plain(version == Version::v4 ? "KIND" : "X-ADDRESSBOOKSERVER-KIND", "group");
    for (const std::string& id : group.members) {
        const model::AddressEntry* const member = context.find(id);
        if (member == nullptr)
            missing.push_back(id);
        else
            writer.plain(version == Version::v4 ? "MEMBER" : "X-ADDRESSBOOKSERVER-MEMBER", context.uid_of(*member));
    }
    return missing;
}

}  // namespace

BookContext::BookContext(const model::Mailbox& mailbox, const model::AddressBook& book)
    : mailbox_(mailbox), book_(book) {
    for (const model::AddressEntry& entry : book.entries) {
        entries_.emplace(entry.id, &entry);
        for (const std::string& member : entry.members) groups_[member].push_back(contacts::name_of(entry));
    }
}

std::string BookContext::uid_of(const model::AddressEntry& entry) const {
    // RFC 9562 version 8: the bits are ours, but for the six that say so.
    std::string hex = entry_identity(mailbox_, book_, entry);
    hex[12] = '8';
    const int high = hex[16] >= 'a' ? hex[16] - 'a' + 10 : hex[16] - '0';
    hex[16] = "89ab"[high & 3];
    const std::string_view digits = hex;
    return fmt::format("urn:uuid:{}-{}-{}-{}-{}", digits.substr(0, 8), digits.substr(8, 4), digits.substr(12, 4),
                       digits.substr(16, 4), digits.substr(20, 12));
}

const model::AddressEntry* BookContext::find(const std::string& id) const {
    const auto found = entries_.find(id);
    return found == entries_.end() ? nullptr : found->second;
}

const std::vector<std::string>& BookContext::groups_of(const std::string& id) const {
    static const std::vector<std::string> kNone;
    const auto found = groups_.find(id);
    return found == groups_.end() ? kNone : found->second;
}

std::vector<std::string> append_card(const model::AddressEntry& entry, const BookContext& context, Version version,
                                     std::string& into) {
    Writer writer(version, into);
    std::vector<std::string> missing;
    const std::string name = name_of(entry);
    writer.begin();
    writer.plain("PRODID", "-//restante//Microsoft Mail address books//EN");
    writer.plain("UID", context.uid_of(entry));
    writer.text("FN", name);
    append_name(writer, name);
    if (entry.group) missing = append_members(writer, entry, context, version);
    append_addresses(writer, entry, version);
    if (!entry.comment.empty()) writer.text("NOTE", entry.comment);
    if (!entry.transmittable_name.empty()) writer.text("X-RESTANTE-TRANSMITTABLE-NAME", entry.transmittable_name);
    // Programs that know no groups of version 3 show the categories.
    if (version == Version::v3 && !context.groups_of(entry.id).empty()) {
        std::string categories;
        for (const std::string& group : context.groups_of(entry.id))
            categories += (categories.empty() ? "" : ",") + content_text(group);
        writer.plain("CATEGORIES", categories);
    }
    writer.text("X-RESTANTE-ID", entry.id);
    if (entry.only_in_group) writer.plain("X-RESTANTE-ONLY-IN-GROUP", "yes");
    writer.end();
    return missing;
}

}  // namespace restante::targets::contacts
