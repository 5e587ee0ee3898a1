// Turns old addresses into reachable ones by the address map and the domain of the user.
// Source: docs/addresses.md, How an address is resolved.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/address_parts.h"
#include "pipeline/address_rules.h"

namespace restante::pipeline {

enum class Reach : std::uint8_t {
    internet,    // is an Internet address already
    mapped,      // a rule names one
    by_domain,   // the domain gives one
    unreachable  // nobody knows one
};
[[nodiscard]] std::string_view name_of(Reach reach);  // "internet", "map", "domain", "no"

struct AddressingOptions {
    std::shared_ptr<const AddressRules> rules{};  // may be null
    std::string domain{};                         // for MS addresses without a rule; "" for none
};

struct ResolvedAddress {
    std::string old{};   // "MS:ACME/HQ/JDOE": completed, in its canonical form; "NAME:John Doe" of a name only
    std::string spec{};  // the Internet address; "" when unreachable
    Reach reach = Reach::unreachable;
    std::size_t rule = 0;  // when mapped
};

class AddressResolver {
public:
    explicit AddressResolver(AddressingOptions options) : options_(std::move(options)) {}

    // `home` completes short addresses; `own` is the postoffice whose mailboxes rules may name without a type.
    [[nodiscard]] ResolvedAddress resolve(std::string_view type, std::string_view text, std::string_view name,
                                          const model::MicrosoftMailAddress& home,
                                          const model::MicrosoftMailAddress& own) const;

private:
    AddressingOptions options_;
};

}  // namespace restante::pipeline
