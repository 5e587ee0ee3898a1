// Opening a store: header, choice of the map copy, and the live nodes. The state behind Store, kept apart because
// everything here happens once. Source: docs/formats/mmf.md 2.15, 10.1, 10.2.
#pragma once

#include <vector>

#include "base/byte_source.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/header.h"
#include "formats/mmf/node.h"

namespace restante::mmf {

struct LoadedStore {
    ByteSourcePointer file{};
    Header header{};
    Cipher cipher = Cipher::standard();
    unsigned copy = 0;         // the map copy in use
    std::vector<Node> live{};  // sorted by OID, without duplicates
    std::vector<Node> free{};  // as stored
};

Result<LoadedStore> load_store(ByteSourcePointer file, Findings& findings);

}  // namespace restante::mmf
