// Somebody in a column of people: "Mary Smith [MS:NETA/POB/MARY]". Source: docs/formats/migration.md, People.
#pragma once

#include <string>
#include <string_view>

namespace restante::exchange {

struct Recipient {
    std::string name{};
    std::string type{}, address{};  // both "" when only a name stands there

    bool operator==(const Recipient&) const = default;
};

// Never fails: what is no address in brackets belongs to the name.
[[nodiscard]] Recipient read_recipient(std::string_view text);
// Somebody without a name is called by his address; an address without a type is left out. `changed` is set when
// brackets of the name had to become round ones, so that nobody takes them for an address.
[[nodiscard]] std::string recipient_text(const Recipient& recipient, bool& changed);

// "SMTP:ann@example.org" taken apart at the first colon behind a type; all of it is the address when there is none.
struct TypedAddress {
    std::string type{}, address{};
    bool operator==(const TypedAddress&) const = default;
};
[[nodiscard]] TypedAddress read_typed_address(std::string_view text);

}  // namespace restante::exchange
