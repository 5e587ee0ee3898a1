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
    std::vector<Oid> oids{};   // those of `live`, close together: every look-up searches them
    std::vector<Node> free{};  // as stored
    // Messages and attachments that nothing refers to any more: not live.
    std::vector<Node> unreferenced{};
    std::vector<Oid> recovered{};  // those of `live` that are deleted; sorted. Empty until they are looked for
};

// Header and map come from the same moment: when another program changes the header meanwhile, both are read again, at
// most kLoadAttempts times, and a finding says so. Source: docs/formats/mmf.md 2.17.
constexpr int kLoadAttempts = 5;
Result<LoadedStore> load_store(ByteSourcePointer file, Findings& findings);

// Makes deleted objects live that are still there (docs/formats/mmf.md "Deleted messages").
void revive_deleted(LoadedStore& store);

// The part of the header that every commit changes is not what it was when the store was loaded. Read errors are no
// change.
[[nodiscard]] bool header_differs(const ByteSource& file, const Header& loaded);

}  // namespace restante::mmf
