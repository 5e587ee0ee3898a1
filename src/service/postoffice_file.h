// Which kind of postoffice file a single file is: by its name, because most of them are nothing but records without a
// mark, so that their content could be anything. Source: docs/formats/postoffice.md (Q77926, Q87402).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/byte_source.h"
#include "base/finding.h"
#include "formats/postoffice/records/layout.h"

namespace restante::service {

enum class PostofficeFileKind : std::uint8_t { records, mailbag, key, message, attachment, folder, folder_index };

struct PostofficeFile {
    PostofficeFileKind kind = PostofficeFileKind::records;
    std::string name{};                 // "user list (ACCESS2)", for people
    postoffice::RecordLayout layout{};  // of records
    bool fixed_size = false;            // of records: exactly one
};

// Nothing: no name that a postoffice uses. `path` may have directories; names count in either case.
[[nodiscard]] std::optional<PostofficeFile> recognise_postoffice_file(std::string_view path);

// What the format of that kind says against the file; `item` names it in findings. Errors: io, too_large.
Result<void> check_postoffice_file(const PostofficeFile& kind, const ByteSource& file, std::string_view item,
                                   Findings& findings);

}  // namespace restante::service
