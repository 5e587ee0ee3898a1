// The rules of an address map: old address or mailbox -> Internet address, first match wins.
// Source: docs/addresses.md, The map.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "pipeline/address_pattern.h"

namespace restante::pipeline {

class AddressRules {
public:
    // The next rule. `old` is "TYPE:address", "NET/PO/MBX", "user@host" or the name of a mailbox, with wildcards;
    // `replacement` an Internet address in which each "*" stands for what the "*" of the same number matched.
    // bad_value: says what is wrong with one of them.
    Result<void> add(std::string_view old, std::string_view replacement, std::size_t line);

    struct Match {
        std::string spec{};  // syntactically valid
        std::size_t rule = 0;
    };
    // `candidates` are the texts one address is known by, as the rules may name it. The first rule that matches any of
    // them and gives a valid address.
    [[nodiscard]] std::optional<Match> find(const std::vector<std::string>& candidates) const;

    [[nodiscard]] std::size_t size() const { return rules_.size(); }
    [[nodiscard]] std::size_t line_of(std::size_t rule) const { return rules_[rule].line; }

private:
    struct Rule {
        AddressPattern old{};
        std::vector<std::string> replacement{};  // the texts between the stars
        std::size_t line = 0;
    };
    [[nodiscard]] static std::string filled(const Rule& rule, const std::vector<std::string_view>& captures);

    std::vector<Rule> rules_;
    std::unordered_map<std::string, std::size_t> exact_;  // the first rule for each text
    std::vector<std::size_t> wild_;                       // the others, in order
};

// The name by which rules without a type know a mailbox.
[[nodiscard]] std::string bare_mailbox(std::string_view mailbox);

}  // namespace restante::pipeline
