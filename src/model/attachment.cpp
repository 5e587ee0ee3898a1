#include "model/attachment.h"

#include <array>
#include <cstddef>

namespace restante::model {

std::string_view name_of(AttachmentKind kind) {
    static constexpr std::array<std::string_view, 5> kNames{"file", "ole", "picture", "message", "other"};
    return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace restante::model
