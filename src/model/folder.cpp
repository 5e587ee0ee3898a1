#include "model/folder.h"

#include <array>
#include <cstddef>

namespace restante::model {

std::string_view name_of(FolderRole role) {
    static constexpr std::array<std::string_view, 6> kNames{"", "inbox", "sent", "outbox", "deleted", "shared"};
    return kNames[static_cast<std::size_t>(role)];
}

std::string display_path(const Folder& folder) {
    std::string text;
    for (const std::string& name : folder.path) {
        if (!text.empty()) text += '/';
        text += name;
    }
    return text;
}

}  // namespace restante::model
