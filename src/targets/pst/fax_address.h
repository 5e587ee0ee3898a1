// The four parts of a fax address in a personal address book. Source: docs/formats/mmf.md section 8.5.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace restante::targets {

struct FaxAddress {
    std::string cover{};   // the first part; what it meant is not known
    std::string office{};  // office location
    std::string company{};
    std::string number{};
};

// "a CR b CR c CR d CR": nothing when there are fewer than four CRs.
[[nodiscard]] std::optional<FaxAddress> split_fax_address(std::string_view address);

}  // namespace restante::targets
