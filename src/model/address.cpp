#include "model/address.h"

#include <array>
#include <cstddef>

namespace restante::model {

std::string_view name_of(AddressKind kind) {
    static constexpr std::array<std::string_view, 6> kNames{"resolved", "unresolved", "one-off",
                                                            "group",    "provider",   "other"};
    return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace restante::model
