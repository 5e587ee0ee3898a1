#include "targets/pst/person.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/pst/messaging/one_off.h"
#include "model/address_parts.h"

namespace restante::targets {
namespace {

std::string_view without_leading_blanks(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t");
    return start == std::string_view::npos ? std::string_view{} : text.substr(start);
}

bool kept_exactly(const model::Address& address) {
    const Person person = person_of(address);
    const auto kind = person.resolved() ? model::AddressKind::resolved : model::AddressKind::unresolved;
    return model::Address{person.name, person.type, person.address, kind, address.internet} == address;
}

}  // namespace

Person person_of(std::string_view name, std::string_view type, std::string_view address) {
    Person person{std::string(without_leading_blanks(name)), model::normal_address_type(type),
                  std::string(without_leading_blanks(address))};
    if (person.name.empty()) person.name = person.address;
    if (person.name.empty()) person.name = person.type;
    return person;
}

Person person_of(const model::Address& address) {
    Person person = person_of(address.name, address.type, address.address);
    if (address.internet.empty()) return person;
    person.type = "SMTP";
    person.address = address.internet;
    return person;
}

void put_person(ItemProperties& properties, const tags::PersonTags& tags, const Person& person) {
    if (person.nobody()) return;
    properties.text(tags.name, person.name);
    if (!person.resolved()) ++properties.losses().unresolved;
    if (!person.type.empty()) properties.text(tags.type, person.type);
    if (!person.address.empty()) properties.text(tags.address, person.address);
    if (!person.resolved()) return;
    properties.bytes(tags.search_key, pst::address_search_key(person.type, person.address));
    properties.bytes(tags.entry_id, properties.context().writer.one_off_entry_id(person.name, person.type,
                                                                                 person.address, person.type == "MS"));
    if (tags.smtp_address == 0) return;
    const mail::MappedAddress internet = properties.context().addresses.map({person.name, person.type, person.address});
    const bool known = internet.origin == mail::AddressOrigin::as_is || internet.origin == mail::AddressOrigin::mapped;
    if (known) properties.text(tags.smtp_address, internet.mail.spec);
}

std::string joined_names(const std::vector<model::Address>& addresses) {
    std::string names;
    for (const model::Address& address : addresses) {
        const Person person = person_of(address);
        if (person.nobody()) continue;
        if (!names.empty()) names += "; ";
        names += person.name;
    }
    return names;
}

bool kept_exactly(const std::vector<model::Address>& addresses) {
    return std::all_of(addresses.begin(), addresses.end(),
                       [](const model::Address& address) { return kept_exactly(address); });
}

std::vector<std::string> original_lines(const std::vector<model::Address>& addresses) {
    std::vector<std::string> lines;
    lines.reserve(addresses.size());
    for (const model::Address& address : addresses)
        lines.push_back(
            fmt::format("{}\t{}\t{}\t{}", address.name, address.type, address.address, model::name_of(address.kind)));
    return lines;
}

}  // namespace restante::targets
