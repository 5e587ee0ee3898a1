// What one damage did.
#pragma once

#include <string>
#include <vector>

namespace restante::forge {

struct DamageReport {
    std::string kind{};
    std::string what{};                // in a sentence
    std::vector<std::string> files{};  // that were changed, made or removed
    std::string mailbox{};             // whose; "" when nobody's alone
    std::vector<std::string> loses{};  // what cannot be read any more
};

}  // namespace restante::forge
