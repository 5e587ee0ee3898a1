// Zeros in objects, where the standard cipher leaves none: sectors that could not be read when the disk was copied.
// Source: docs/recovery.md "Zeros instead of sectors".
#pragma once

#include <cstdint>

#include "base/byte_source.h"
#include "base/zero_bytes.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/node.h"

namespace restante::mmf {

// Of a file, all its objects together. Those of a sound store do not overlap.
constexpr std::uint64_t kMostZeroSearches = 2;

class ZeroSearch {
public:
    // `file` must outlive the search.
    ZeroSearch(const ByteSource& file, const Cipher& cipher)
        : file_(&file), cipher_(cipher), budget_(kMostZeroSearches * file.size()) {}

    // In the block of an object that is no copy. Nothing of the map, under the alternate cipher, which may
    // leave zeros, when the block cannot be read, and when the budget is spent.
    [[nodiscard]] ZeroBytes in(const Node& node);

private:
    const ByteSource* file_;
    Cipher cipher_;
    std::uint64_t budget_;
};

}  // namespace restante::mmf
