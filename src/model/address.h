// One sender, recipient or triple value, as the source stored it, before any mapping.
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

    bool operator==(const Address&) const = default;
};

[[nodiscard]] std::string_view name_of(AddressKind kind);  // "resolved" ... as in the JSON model

}  // namespace restante::model
