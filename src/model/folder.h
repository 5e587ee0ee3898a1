// A folder without its messages: those are read one at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace restante::model {

enum class FolderRole : std::uint8_t { none, inbox, sent, outbox, deleted, shared };

struct Folder {
    std::vector<std::string> path{};  // names from the top, at least one; names may contain anything but NUL
    FolderRole role = FolderRole::none;
    bool hidden = false;  // stands in the hidden hierarchy of the source
    std::string comment{};
    bool recovered = false;
};

[[nodiscard]] std::string_view name_of(FolderRole role);  // "", "inbox", "sent", "outbox", "deleted", "shared"
// "Projects/Alpha", for findings and reports ("/" inside names is not escaped: never used as a key).
[[nodiscard]] std::string display_path(const Folder& folder);

}  // namespace restante::model
