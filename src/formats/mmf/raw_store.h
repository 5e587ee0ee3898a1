// A store put together from nothing but its blocks: which version of an object counts, what belongs to what.
// Source: docs/recovery.md "Without a map".
#pragma once

#include "formats/mmf/block_scan.h"
#include "formats/mmf/store_loader.h"

namespace restante::mmf {

// `scan` is not empty. What is left of the map is used where it agrees with the blocks.
[[nodiscard]] LoadedStore raw_store(const ByteSourcePointer& file, const Header& header, const BlockScan& scan,
                                    Findings& findings);

}  // namespace restante::mmf
