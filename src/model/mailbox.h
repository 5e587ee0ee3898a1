// Whose mail it is.
#pragma once

#include <string>
#include <vector>

namespace restante::model {

struct Mailbox {
    std::string name{};  // "JDOE"; "" when the source does not say
    std::string display_name{};
    std::string address{};  // "MS:ACME/HQ/JDOE"
    std::vector<std::string> accounts{};
    std::string internet{};  // what the user's map or domain makes of `address`; "" when they give none
};

}  // namespace restante::model
