// Recipients as tables: the user list, the directory import, mailboxes and their PST files, addresses.
// Source: docs/targets/directory.md, Tables; docs/formats/exchange.md.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/directory.h"
#include "targets/directory/recipients.h"

namespace restante::targets::directory {

// What `restante users` writes. Deleted accounts are not in it, those of programs and those left out have an N.
[[nodiscard]] std::string user_list_table(const std::vector<const model::Directory*>& directories);

[[nodiscard]] std::string directory_import_table(const Recipients& recipients, std::size_t postoffice);

// The PST file of each account.
using StoreFiles = std::map<const model::DirectoryAccount*, std::string>;
// `share` stands in front of each file: "\\server\share\".
[[nodiscard]] std::string mailbox_import_table(const Recipients& recipients, std::size_t postoffice,
                                               const StoreFiles& files, const std::string& share);
// People without an Internet address have no row: Microsoft 365 knows mailboxes by nothing else.
[[nodiscard]] std::string microsoft_365_table(const Recipients& recipients, std::size_t postoffice,
                                              const StoreFiles& files);

// As --map takes it.
[[nodiscard]] std::string address_map_table(const Recipients& recipients, std::size_t postoffice);

}  // namespace restante::targets::directory
