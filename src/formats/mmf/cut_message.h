// The message that the end of the file goes through: its block begins, its directory is beyond. Nothing says where an
// attribute starts; its text can be told nevertheless. Source: docs/recovery.md "Fragments".
#pragma once

#include <optional>

#include "base/byte_source.h"
#include "formats/mmf/block_scan.h"

namespace restante::mmf {

struct CutMessage {
    std::uint64_t block = 0;  // file offset where the block starts
    std::uint64_t place = 0;  // the one it had when it was written: another one when a part before it is missing
    Oid oid{};
    ByteVector text{};  // of the writer's code page, without NUL; not empty
};

// Looks behind the last whole block of `scan`. Nothing when no message begins there or no text of it is left.
[[nodiscard]] std::optional<CutMessage> find_cut_message(const ByteSource& file, const BlockScan& scan);

}  // namespace restante::mmf
