#include "model/message.h"

#include <array>
#include <cstddef>

namespace restante::model {

std::string_view name_of(Priority priority) {
    static constexpr std::array<std::string_view, 3> kNames{"high", "normal", "low"};
    return kNames[static_cast<std::size_t>(priority)];
}

std::string_view name_of(Confidence confidence) {
    static constexpr std::array<std::string_view, 3> kNames{"certain", "probable", "doubtful"};
    return kNames[static_cast<std::size_t>(confidence)];
}

}  // namespace restante::model
