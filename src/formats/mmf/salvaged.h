// How an object came to light that no map names, and how sure it is that it is what it seems.
// Source: docs/recovery.md "Confidence".
#pragma once

#include <cstdint>

namespace restante::mmf {

enum class FoundBy : std::uint8_t {
    free_space,     // a whole block that the map calls free
    raw_block,      // a whole block, found by reading the file; nothing says whether it was deleted
    older_version,  // a second block of the same name whose content differs
    fragment,       // a block that is overwritten in part
    cut_block,      // the block of a message in use, in which the file ends
};

enum class Trust : std::uint8_t { certain, probable, doubtful };

struct Salvaged {
    FoundBy by = FoundBy::raw_block;
    Trust trust = Trust::certain;
};

}  // namespace restante::mmf
