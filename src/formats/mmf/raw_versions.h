// Which block of several with one name is the object. Source: docs/recovery.md "Several versions".
#pragma once

#include <map>
#include <set>
#include <vector>

#include "formats/mmf/block_scan.h"
#include "formats/mmf/map_evidence.h"
#include "formats/mmf/store_loader.h"

namespace restante::mmf {

// Places in BlockScan::blocks.
struct ObjectVersions {
    std::size_t chosen = 0;
    std::vector<std::size_t> others{};  // whose content differs
    bool provable = true;               // the chosen one is the newest for certain
};

// Only whole blocks. The map counts most, then the date of the last change of a message, for lists the number of
// objects they name that exist, then the size.
[[nodiscard]] std::map<Oid, ObjectVersions> choose_versions(const LoadedStore& store, const BlockScan& scan,
                                                            const MapEvidence& evidence);

}  // namespace restante::mmf
