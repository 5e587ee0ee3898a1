#include "model/attribute.h"

#include <array>
#include <cstddef>

namespace restante::model {

std::string_view name_of(AttributeType type) {
    static constexpr std::array<std::string_view, 10> kNames{"triples", "string", "text", "date",  "short",
                                                             "long",    "byte",   "word", "dword", "other"};
    return kNames[static_cast<std::size_t>(type)];
}

}  // namespace restante::model
