#include "targets/ldif/directory_entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/case_fold.h"
#include "formats/ldif/ldif_writer.h"
#include "model/address_parts.h"
#include "targets/contacts/book_target.h"

namespace restante::targets::contacts {
namespace {

using ldif::Writer;

std::string dn_of(std::string_view id, std::string_view parent) {
    return ldif::rdn("uid", id) + "," + std::string(parent);
}

void append_common(Writer& writer, const model::AddressEntry& entry) {
    const std::string name = name_of(entry);
    writer.attribute("uid", entry.id);
    writer.attribute("cn", name);
    if (!entry.comment.empty()) writer.attribute("description", entry.comment);
}

void append_fax(Writer& writer, const model::FaxAddress& fax) {
    if (is_printable_string(fax.number)) writer.attribute("facsimileTelephoneNumber", fax.number);
    if (!fax.location.empty()) writer.attribute("physicalDeliveryOfficeName", fax.location);
    if (!fax.company.empty()) writer.attribute("o", fax.company);
}

// "SCHEME:text label", the text with other bytes as %hh.
std::string labeled_uri(std::string_view scheme, std::string_view text, std::string_view label) {
    std::string uri = fmt::format("{}:", scheme);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F && c != '%')
            uri += c;
        else
            fmt::format_to(std::back_inserter(uri), "%{:02X}", byte);
    }
    return fmt::format("{} {}", uri, label);
}

void append_stored_address(Writer& writer, const model::AddressEntry& entry) {
    const std::string stored = stored_address_of(entry);
    if (!stored.empty()) writer.attribute("labeledURI", address_uri(stored));
}

}  // namespace

std::string base_of_domain(std::string_view domain) {
    std::string_view rest = domain.empty() ? std::string_view("msmail.invalid") : domain;
    std::string base;
    while (!rest.empty()) {
        const std::string_view label = rest.substr(0, rest.find('.'));
        rest.remove_prefix(std::min(rest.size(), label.size() + 1));
        base += (base.empty() ? "" : ",") + ldif::rdn("dc", label);
    }
    return base;
}

bool is_printable_string(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view(" '()+,-./:?").find(c) != std::string_view::npos;
    });
}

std::string address_uri(std::string_view stored) {
    return labeled_uri("x-restante-address", stored, "original address");
}

void append_person(const model::AddressEntry& entry, std::string_view parent, std::string& into) {
    Writer writer(into);
    if (entry.only_in_group) writer.comment("exists only as a member of a group");
    writer.begin(dn_of(entry.id, parent));
    for (const char* name : {"top", "person", "organizationalPerson", "inetOrgPerson"})
        writer.attribute("objectClass", name);
    append_common(writer, entry);
    const std::string name = name_of(entry);
    const std::size_t comma = name.find(", ");
    writer.attribute("sn", comma == 0 ? name : name.substr(0, comma));
    if (comma != std::string::npos && comma != 0 && comma + 2 < name.size())
        writer.attribute("givenName", name.substr(comma + 2));
    if (!entry.transmittable_name.empty()) writer.attribute("displayName", entry.transmittable_name);
    const std::string internet = internet_address_of(entry);
    if (!internet.empty()) writer.attribute("mail", internet);
    const model::AddressParts parts = model::parts_of(entry.type, entry.address);
    if (const auto* const fax = std::get_if<model::FaxAddress>(&parts)) append_fax(writer, *fax);
    append_stored_address(writer, entry);
    writer.end();
}

std::vector<std::string> append_group(const model::AddressEntry& group, std::string_view parent,
                                      const std::set<std::string, std::less<>>& known, std::string& into) {
    Writer writer(into);
    if (group.only_in_group) writer.comment("exists only as a member of a group");
    writer.begin(dn_of(group.id, parent));
    for (const char* name : {"top", "groupOfNames", "uidObject", "labeledURIObject"})
        writer.attribute("objectClass", name);
    append_common(writer, group);
    append_stored_address(writer, group);
    if (!group.transmittable_name.empty())
        writer.attribute("labeledURI",
                         labeled_uri("x-restante-transmittable-name", group.transmittable_name, "transmittable name"));
    std::vector<std::string> missing;
    std::set<std::string, std::less<>> listed;
    for (const std::string& id : group.members) {
        if (!known.contains(id))
            missing.push_back(id);
        else if (listed.insert(id).second)  // a set has no value twice
            writer.attribute("member", dn_of(id, parent));
    }
    if (listed.empty()) writer.attribute("member", "");
    writer.end();
    return missing;
}

void append_unit(std::string_view name, std::string_view description, std::string_view parent, std::string& into) {
    Writer writer(into);
    writer.begin(ldif::rdn("ou", name) + "," + std::string(parent));
    writer.attribute("objectClass", "top");
    writer.attribute("objectClass", "organizationalUnit");
    writer.attribute("ou", name);
    if (!description.empty()) writer.attribute("description", description);
    writer.end();
}

bool append_base(std::string_view base, std::string& into) {
    const std::size_t equals = base.find('=');
    const std::string type = fold_case(base.substr(0, equals));
    const std::string_view value = base.substr(equals + 1, base.find_first_of(",+\\", equals) - equals - 1);
    Writer writer(into);
    if (type != "dc" && type != "o" && type != "ou") return false;
    writer.begin(base);
    writer.attribute("objectClass", "top");
    if (type == "dc") writer.attribute("objectClass", "dcObject");
    writer.attribute("objectClass", type == "ou" ? "organizationalUnit" : "organization");
    writer.attribute(type, value);
    if (type == "dc") writer.attribute("o", value);
    writer.end();
    return true;
}

}  // namespace restante::targets::contacts
