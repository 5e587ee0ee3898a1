// restante-mailbox.json: tells us, and everybody else, what a mailbox directory is and which folder is which.
// docs/targets/files.md, The manifest
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/address_book.h"
#include "model/mailbox.h"
#include "targets/files/folder_places.h"

namespace restante::targets::files {

constexpr std::string_view kManifestName = "restante-mailbox.json";

struct Manifest {
    std::string target{};      // "eml", "mbox", "maildir"
    model::Mailbox mailbox{};  // read back are its names and its address, which tell mailboxes apart
    bool complete = false;     // the last run came to its end
    std::vector<FolderRecord> folders{};
    std::vector<model::AddressBook> address_books{};  // without their entries; not read back
};

// not_found: none there; bad_value: not ours.
Result<Manifest> read_manifest(const std::string& directory);
Result<void> write_manifest(const std::string& directory, const Manifest& manifest);

// The same for targets with several mailboxes in one directory, whose manifests have names of their own.
Result<Manifest> read_manifest_file(const std::string& path);
Result<void> write_manifest_file(const std::string& path, const Manifest& manifest);

}  // namespace restante::targets::files
