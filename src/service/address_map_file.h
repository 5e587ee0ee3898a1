// The address map as the user wrote it: a table (CSV) or TOML. Source: docs/addresses.md, The map.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pipeline/address_census.h"
#include "pipeline/address_rules.h"
#include "service/exit_code.h"

namespace restante::service {

// usage: the file cannot be read, or its content is not understood; the text names file and line.
Outcome<std::shared_ptr<const pipeline::AddressRules>> read_address_map(const std::string& path);

// From the content alone. bad_value, too_large: the offset is the line, counted from 1.
Result<pipeline::AddressRules> address_map_of_csv(std::string_view bytes);
Result<pipeline::AddressRules> address_map_of_toml(std::string_view bytes);

// A map of these addresses, ready to be edited: `new` is filled in where an address is reachable already.
[[nodiscard]] std::string address_map_text(const std::vector<pipeline::CountedAddress>& addresses);

}  // namespace restante::service
