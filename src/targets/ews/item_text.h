// Items as Exchange Web Services want them: messages by their MIME, people and lists by their fields.
// Source: docs/targets/ews.md, Items.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "base/time_zone.h"
#include "model/address_book.h"
#include "targets/mail/envelope.h"

namespace restante::targets::ews {

// "1995-08-30T08:11:12Z"
[[nodiscard]] std::string utc_time(const LocalTime& time, const TimeZone& zone);

// What stands in front of the MIME content, and behind it.
[[nodiscard]] std::string_view message_start();
[[nodiscard]] std::string message_end(const mail::Envelope& envelope, const TimeZone& zone, std::string_view item_id);
// Between message_start() with its content and message_end(): what the message is to mail programs.
[[nodiscard]] std::string class_property(std::string_view item_class);

// Who an entry of an address book is.
struct EntryIdentity {
    std::string item_id{};
    std::string book{};  // its name
};

[[nodiscard]] std::string contact_item(const model::AddressEntry& entry, const EntryIdentity& identity);

struct ListMember {
    const model::AddressEntry* entry = nullptr;  // never null
    std::string stored_id{};                     // of the item at the server; "": not there
};
// A distribution list. Members that have neither an address nor a stored_id are named in its notes.
[[nodiscard]] std::string list_item(const model::AddressEntry& group, const std::vector<ListMember>& members,
                                    const EntryIdentity& identity);
// The same for servers without lists: a contact whose notes name the members.
[[nodiscard]] std::string list_as_contact(const model::AddressEntry& group, const std::vector<ListMember>& members,
                                          const EntryIdentity& identity);

}  // namespace restante::targets::ews
