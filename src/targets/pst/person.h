// Who somebody is, in the three parts MAPI wants. Source: docs/targets/pst.md section 6.
#pragma once

#include <string>
#include <vector>

#include "formats/pst/message.h"
#include "model/address.h"
#include "targets/pst/item_properties.h"
#include "targets/pst/mapi_tags.h"

namespace restante::targets {

struct Person {
    std::string name{};     // never empty unless everything is
    std::string type{};     // "SMTP", "MS", "FAX" ...: in capitals; "" when there is none
    std::string address{};  // "" when there is none

    [[nodiscard]] bool nobody() const { return name.empty() && type.empty() && address.empty(); }
    [[nodiscard]] bool resolved() const { return !type.empty() && !address.empty(); }
};

// Leading blanks go, MTP becomes SMTP, a missing name becomes the address, or the type where that is all there is.
[[nodiscard]] Person person_of(const model::Address& address);
// The same, with parts that never were a stored triple (address books, schedule names).
[[nodiscard]] Person person_of(std::string_view name, std::string_view type, std::string_view address);

// Name, type, address, search key and one-off entry id, as far as they exist.
void put_person(ItemProperties& properties, const tags::PersonTags& tags, const Person& person);

// Names joined by "; ", as PidTagDisplayTo has them.
[[nodiscard]] std::string joined_names(const std::vector<model::Address>& addresses);

// True when person_of() keeps every letter of all of them, and their kind is what it looks like: resolved with an
// address, unresolved without.
[[nodiscard]] bool kept_exactly(const std::vector<model::Address>& addresses);
// One line an address, parts separated by tabs: name, type, address, kind. For what has no property.
[[nodiscard]] std::vector<std::string> original_lines(const std::vector<model::Address>& addresses);

}  // namespace restante::targets
