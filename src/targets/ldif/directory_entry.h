// Address book entries as directory entries. Source: docs/targets/contacts.md, LDIF.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/address_book.h"

namespace restante::targets::contacts {

// Appends one record. `parent` is the DN of the book.
void append_person(const model::AddressEntry& entry, std::string_view parent, std::string& into);
// `known` are the ids of the book; returns the members that are not among them.
std::vector<std::string> append_group(const model::AddressEntry& group, std::string_view parent,
                                      const std::set<std::string, std::less<>>& known, std::string& into);
void append_unit(std::string_view name, std::string_view description, std::string_view parent, std::string& into);
// The entry of the base itself; false when its first part is neither dc, o nor ou.
[[nodiscard]] bool append_base(std::string_view base, std::string& into);

// "dc=example,dc=org" for "example.org"; dc=msmail,dc=invalid for "".
[[nodiscard]] std::string base_of_domain(std::string_view domain);

// labeledURI of an old address: "x-restante-address:MS:ACME/HQ/JDOE original address".
[[nodiscard]] std::string address_uri(std::string_view stored);
// Whether the syntax of telephone numbers takes it.
[[nodiscard]] bool is_printable_string(std::string_view text);

}  // namespace restante::targets::contacts
