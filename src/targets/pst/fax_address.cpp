#include "targets/pst/fax_address.h"

#include <array>
#include <cstddef>

namespace restante::targets {

std::optional<FaxAddress> split_fax_address(std::string_view address) {
    std::array<std::string, 4> parts;
    for (std::string& part : parts) {
        const std::size_t end = address.find('\r');
        if (end == std::string_view::npos) return std::nullopt;
        part = address.substr(0, end);
        address.remove_prefix(end + 1);
    }
    return FaxAddress{parts[0], parts[1], parts[2], parts[3]};
}

}  // namespace restante::targets
