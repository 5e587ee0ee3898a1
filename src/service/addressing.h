// What the user said about addresses, and what is said about them afterwards.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "pipeline/address_census.h"
#include "service/exit_code.h"

namespace restante::service {

// usage: the map cannot be read or understood, the domain is none.
Outcome<pipeline::AddressingOptions> read_addressing(const std::string& map, const std::string& domain);

// Which lines of the map matched nothing; nothing when every one did.
[[nodiscard]] std::optional<Finding> idle_rules_finding(const pipeline::AddressCensus& census);

// How many addresses the report does not name because there are too many; nothing when it names all of them.
[[nodiscard]] std::optional<Finding> unnamed_addresses_finding(const pipeline::AddressCensus& census);

constexpr std::size_t kMostUnresolved = 100'000;  // named in a report
[[nodiscard]] std::vector<pipeline::CountedAddress> unreachable(const pipeline::AddressCensus& census);

}  // namespace restante::service
