// Opening a store: header, choice of the map copy, and the live nodes. The state behind Store, kept apart because
// everything here happens once. Source: docs/formats/mmf.md 2.15, 10.1, 10.2.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "base/byte_source.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/header.h"
#include "formats/mmf/node.h"
#include "formats/mmf/salvaged.h"

namespace restante::mmf {

// From this file offset to the next shift the bytes are enciphered for `file offset + delta`: a part of the file is
// missing, or foreign data stands before the store. docs/recovery.md
struct KeyShift {
    std::uint64_t from = 0;
    std::int64_t delta = 0;
};

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
    // Of those of `live` that no map names as such: empty until they are looked for.
    std::map<Oid, Salvaged> salvaged{};
    // What only the reading of the whole file yields (store_salvage.h).
    bool raw = false;                   // there is no usable map
    std::vector<KeyShift> shifts{};     // ascending; before the first one: none
    std::map<Oid, Oid> stored_names{};  // of `live` objects whose block carries the name of another version
    std::set<Oid> headless{};           // of `live` objects whose block header is destroyed, their body is not
    std::map<Oid, ByteVector> made{};   // bodies put together from fragments
    std::set<Oid> lossy{};              // of `live` objects in which zeros stand for sectors that cannot be read
};

// Header and map come from the same moment: when another program changes the header meanwhile, both are read again, at
// most kLoadAttempts times, and a finding says so. Source: docs/formats/mmf.md 2.17.
constexpr int kLoadAttempts = 5;
Result<LoadedStore> load_store(ByteSourcePointer file, Findings& findings);

// The same with a header that is not quite as the file has it; looks once.
Result<LoadedStore> load_store_with(const ByteSourcePointer& file, const Header& header, Findings& findings);

// Deciphers bytes read from that file offset, shifts allowed for.
void decipher(const LoadedStore& store, std::uint64_t offset, MutableBytes bytes);

// Makes deleted objects live that are still there (docs/formats/mmf.md "Deleted messages").
void revive_deleted(LoadedStore& store, Findings& findings);

// The part of the header that every commit changes is not what it was when the store was loaded. Read errors are no
// change.
[[nodiscard]] bool header_differs(const ByteSource& file, const Header& loaded);

}  // namespace restante::mmf
