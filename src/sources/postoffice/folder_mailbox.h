// Folders that lie in the postoffice itself: private ones of users of the DOS client, and the shared and group folders.
// Source: docs/formats/postoffice-mail.md 9.
#pragma once

#include <memory>
#include <string>

#include "sources/postoffice/postoffice_message.h"
#include "sources/source.h"

namespace restante::sources {

// All folder files in a directory of the postoffice, "FOLDERS/PUB", named by its index where that proves what it holds.
struct FolderDirectory {
    std::string directory{};
    std::string index{};  // of the file, from the top of the postoffice: "FOLDERS/PUB/FOLDROOT.IDX"
    bool shared = false;
};

// Null when there is no folder file. `context` outlives the reader. Messages are found by their first bytes, so that
// deleted ones that were not compressed away are there, too.
std::unique_ptr<MailboxReader> open_folder_directory(const MessageContext& context, const FolderDirectory& place,
                                                     Findings findings);

}  // namespace restante::sources
