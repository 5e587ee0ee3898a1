// The files of a set of migration files and those beside them, by name. Source: docs/targets/migration.md, Files.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/mailbox.h"
#include "targets/files/manifest.h"

namespace restante::targets::migration {

// In 8.3, and with a name that says whose they are.
inline constexpr const char* kPackingListName = "restante.pkl";
inline constexpr const char* kDirectoryFileName = "restante.pri";
inline constexpr const char* kTargetName = "migration";

[[nodiscard]] std::string primary_name(const std::string& stem);    // "JDOE.PRI"
[[nodiscard]] std::string secondary_name(const std::string& stem);  // "JDOE.SEC"
[[nodiscard]] std::string manifest_name(const std::string& stem);   // "restante-JDOE.json"
[[nodiscard]] std::string items_name(const std::string& stem);      // "restante-JDOE.csv"

// A mailbox whose files lie in a directory.
struct SetMailbox {
    std::string stem{};
    files::Manifest manifest{};
};

// Sorted by stem. Errors of listing the directory.
Result<std::vector<SetMailbox>> mailboxes_in(const std::string& directory);
// Whether NAME.PRI or NAME.SEC was made by this target.
[[nodiscard]] bool is_set_file(const std::string& directory, const std::string& name);

[[nodiscard]] bool same_mailbox(const model::Mailbox& left, const model::Mailbox& right);

}  // namespace restante::targets::migration
