// Whose mail it is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/address.h"

namespace restante::model {

struct Mailbox {
    std::string name{};  // "JDOE"; "" when the source does not say
    std::string display_name{};
    std::string address{};  // "MS:ACME/HQ/JDOE"
    std::vector<std::string> accounts{};
    std::string internet{};  // what the user's map or domain makes of `address`; "" when they give none
};

// Its owner as a sender or recipient; nothing when the source does not say who that is.
[[nodiscard]] std::optional<Address> owner_of(const Mailbox& mailbox);

}  // namespace restante::model
