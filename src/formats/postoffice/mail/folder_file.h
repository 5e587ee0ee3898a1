// Folder files (FLD): whole messages one behind another. How they are framed is not known, so they are carved out: by
// their first bytes, and only if what they hold bears out their length. Source: docs/formats/postoffice-mail.md 9.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/postoffice/mail/mai_file.h"

namespace restante::postoffice {

constexpr std::uint64_t kEmptyFolderSize = 129;  // bytes of a new folder (Q105960)
constexpr std::uint64_t kFolderKindOffset = 0x31;

enum class FolderKind : std::uint8_t {
    unknown,
    private_folder = 1,  // inferred
    group = 2,
    shared = 3,
};

[[nodiscard]] std::string_view name_of(FolderKind kind);

struct CarvedMessage {
    std::uint64_t offset = 0;
    MaiFile file{};
    bool intact = false;  // every field was read, and they fill the length the message states
};

struct FolderFile {
    FolderKind kind = FolderKind::unknown;
    std::vector<CarvedMessage> messages{};  // in their order
    std::vector<SourceRange> rest{};        // what belongs to none of them: head, framing, damage
};

// `item` names the file in findings. Errors: io only. With `visit` each message is handed over as it is found, and none
// is kept: a folder may be larger than memory.
using CarvedVisitor = std::function<void(CarvedMessage message)>;
Result<FolderFile> visit_folder_file(const ByteSource& source, Findings& findings, std::string_view item,
                                     const CarvedVisitor& visit);
Result<FolderFile> read_folder_file(const ByteSource& source, Findings& findings, std::string_view item = {});

// The kind byte of a head as we write it, which is all zeros otherwise, followed by the messages.
[[nodiscard]] ByteVector write_folder_file(FolderKind kind, const std::vector<ByteVector>& messages);

}  // namespace restante::postoffice
