#include "formats/mmf/fax_address.h"

#include <algorithm>
#include <array>

namespace restante::mmf {

std::optional<FaxAddress> split_fax_address(Bytes text) {
    std::array<Bytes, 4> parts;
    for (Bytes& part : parts) {
        const auto end = std::find(text.begin(), text.end(), '\r');
        if (end == text.end()) return std::nullopt;
        const auto length = static_cast<std::size_t>(end - text.begin());
        part = text.first(length);
        text = text.subspan(length + 1);
    }
    return FaxAddress{parts[0], parts[1], parts[2], parts[3]};
}

}  // namespace restante::mmf
