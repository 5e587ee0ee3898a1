// Which block of several with one name is the object. Source: docs/recovery.md "Several versions".
#pragma once

#include <map>
#include <set>
#include <vector>

#include "formats/mmf/block_scan.h"
#include "formats/mmf/map_evidence.h"
#include "formats/mmf/store_loader.h"

namespace restante::mmf {

// Different contents of one name that are compared: an object that is changed leaves one behind each time.
constexpr std::size_t kMostVersions = 16;

// Places in BlockScan::blocks.
struct ObjectVersions {
    std::size_t chosen = 0;
    std::vector<std::size_t> others{};  // whose content differs
    bool provable = true;               // the chosen one is the newest for certain
    std::size_t unread = 0;             // blocks beyond kMostVersions different ones; the map names none of them
};

// Only whole blocks. The map counts most, then the date of the last change of a message, for lists the number of
// objects they name that exist, then the size.
[[nodiscard]] std::map<Oid, ObjectVersions> choose_versions(const LoadedStore& store, const BlockScan& scan,
                                                            const MapEvidence& evidence);

}  // namespace restante::mmf
