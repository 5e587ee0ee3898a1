#include "pipeline/run_result.h"

#include <array>

namespace restante::pipeline {

std::string_view name_of(ItemKind kind) {
    static constexpr std::array<std::string_view, 5> kNames{"mailbox", "folder", "message", "attachment",
                                                            "address book"};
    return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace restante::pipeline
