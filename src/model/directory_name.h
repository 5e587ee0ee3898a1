// What an account is called in the directory it moves to. Source: docs/directory.md, Names.
#pragma once

#include <string>

#include "model/directory.h"

namespace restante::model {

// 0x20-0x7E, no blanks at the ends, never empty. In this order: the new name of the user's list; for ADMIN the name of
// its postoffice, so that the administrators of several do not become one; the mailbox in letters that look like it.
[[nodiscard]] std::string directory_name(const Directory& directory, const DirectoryAccount& account);
// The same for an account whose new name is not looked at.
[[nodiscard]] std::string usual_directory_name(const Directory& directory, const DirectoryAccount& account);
// The display name, else the mailbox.
[[nodiscard]] const std::string& shown_name(const DirectoryAccount& account);
// Whether the usual name is the postoffice's.
[[nodiscard]] bool is_named_after_postoffice(const Directory& directory, const DirectoryAccount& account);

}  // namespace restante::model
