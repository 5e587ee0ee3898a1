// Folders known by their OID, whatever the language of the client called them.
// Source: docs/formats/mmf-records.md "Standard folders".
#pragma once

#include <string>

#include "formats/mmf/oid.h"
#include "model/folder.h"

namespace restante::sources {

constexpr const char* kRecoveredFolderName = "Recovered";
constexpr const char* kRecoveredAttachmentsName = "Recovered attachments";
constexpr const char* kStandardBookName = "Microsoft Personal Address Book";

[[nodiscard]] model::FolderRole standard_role(mmf::Oid oid);
// The English name, for folders whose own name is lost; "" for all other folders.
[[nodiscard]] std::string standard_folder_name(mmf::Oid oid);

}  // namespace restante::sources
