// One sender, recipient or triple value, as the source stored it; what a mapping made of it stands beside.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace restante::model {

enum class AddressKind : std::uint8_t { resolved, unresolved, one_off, group, provider, other };

struct Address {
    std::string name{};     // display name; "" when the source has none
    std::string type{};     // "MS", "SMTP", ... as stored; "" when the source has none
    std::string address{};  // without the type; "" when the source has none
    AddressKind kind = AddressKind::unresolved;
    std::string internet{};  // the Internet address the user's map or domain gives it; "" when they give none

    bool operator==(const Address&) const = default;
};

[[nodiscard]] std::string_view name_of(AddressKind kind);  // "resolved" ... as in the JSON model

}  // namespace restante::model
