// Opening a store that cannot be opened: without a usable header or map, and what a usable map does not lead to.
// Source: docs/recovery.md.
#pragma once

#include "base/byte_source.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/mmf/block_scan.h"
#include "formats/mmf/store_loader.h"

namespace restante::mmf {

// A store whose header only says what it is wrongly is read by its map; else objects are found by reading the whole
// file (LoadedStore::raw). bad_magic: there is no object in the file. No two versions of a message are mixed: of one
// that exists twice with different content each becomes a message.
Result<LoadedStore> salvage_store(const ByteSourcePointer& file, Findings& findings);

// For a store whose map is usable: finds objects that are not where the map says (a part of the file is missing, or a
// block header is destroyed), deleted messages, and what is left of overwritten ones.
void mend_store(LoadedStore& store, Findings& findings);

// The shifts of the blocks, for LoadedStore::shifts.
[[nodiscard]] std::vector<KeyShift> shifts_of(const BlockScan& scan);

// Makes the fragments live under names that nothing has.
void add_fragments(LoadedStore& store, const BlockScan& scan, Findings& findings);

// Nodes sorted and indexed again after some were added.
void index_again(LoadedStore& store);

// A name of that type that no object of the store has; the same store gives the same names.
[[nodiscard]] Oid unused_name(const LoadedStore& store, std::uint8_t type, std::uint64_t near);

// Plain bytes of one block's data; empty when they cannot be read.
[[nodiscard]] ByteVector body_of(const LoadedStore& store, std::uint64_t block, std::uint32_t size);

}  // namespace restante::mmf
