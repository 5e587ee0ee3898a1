// Patterns of the address map: "*" stands for any run of characters, "?" for one, "\" takes away the meaning of what
// follows. Case does not matter. Source: docs/addresses.md, The map.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace restante::pipeline {

class AddressPattern {
public:
    // bad_value: "\" at the end.
    static Result<AddressPattern> parse(std::string_view pattern);

    [[nodiscard]] bool exact() const { return stars_ == 0 && !single_; }
    [[nodiscard]] std::size_t stars() const { return stars_; }
    [[nodiscard]] const std::string& literal() const { return letters_; }  // folded; only of exact patterns
    // What each "*" stands for, the shortest that fits from the left; nothing when `folded` does not match. Linear in
    // the product of both lengths at worst.
    [[nodiscard]] std::optional<std::vector<std::string_view>> match(std::string_view folded) const;

private:
    std::string letters_;  // folded
    std::string kinds_;    // one for each byte of letters_: 'c' itself, '?' any character, '*' any run
    std::size_t stars_ = 0;
    bool single_ = false;
};

}  // namespace restante::pipeline
