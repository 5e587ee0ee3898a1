// A folder without its messages: those are read one at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace restante::model {

enum class FolderRole : std::uint8_t { none, inbox, sent, outbox, deleted, shared };

// What a postoffice says of a folder that several people use.
struct SharedFolder {
    std::string owner{};  // mailbox; "" when not known
    std::string kind{};   // "shared" or "group"; "" when not known
    // What the index of folders says of it, in hexadecimal digits: the rights of others are among it, how is not
    // known. "" when there is no such record.
    std::string record{};
};

struct Folder {
    std::vector<std::string> path{};  // names from the top, at least one; names may contain anything but NUL
    FolderRole role = FolderRole::none;
    bool hidden = false;  // stands in the hidden hierarchy of the source
    std::string comment{};
    bool recovered = false;
    std::optional<SharedFolder> shared{};  // of folders with that role
};

[[nodiscard]] std::string_view name_of(FolderRole role);  // "", "inbox", "sent", "outbox", "deleted", "shared"
// "Projects/Alpha", for findings and reports ("/" inside names is not escaped: never used as a key).
[[nodiscard]] std::string display_path(const Folder& folder);

}  // namespace restante::model
