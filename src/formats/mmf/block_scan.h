// Finds the object blocks of a store by reading the whole file, without header and map: each block that checks out by
// itself. Source: docs/recovery.md "Finding blocks".
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_source.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/oid.h"

namespace restante::mmf {

struct FoundBlock {
    std::uint64_t offset = 0;  // of the block in the file
    Oid oid{};
    std::uint32_t size = 0;    // data bytes
    std::int64_t delta = 0;    // the block is enciphered for `offset + delta`, a multiple of 128
    bool canonical = false;    // elements and directory fill the object without gaps, as everything the engine writes
    bool overwritten = false;  // another block starts inside: what is left of this one is a fragment

    [[nodiscard]] std::uint64_t space() const;
    [[nodiscard]] std::uint64_t end() const { return offset + space(); }
};

struct BlockScan {
    Cipher cipher = Cipher::standard();
    bool cipher_guessed = false;
    bool complete = true;              // false: kScanWork was spent before the end of the file
    std::vector<FoundBlock> blocks{};  // ascending by offset
};

// Bytes that may be read for each byte of the file: blocks that overlap could make us read for ever.
constexpr std::uint64_t kScanWork = 64;
// Offsets in a store have 32 bits; what lies behind is not searched.
constexpr std::uint64_t kScanEnd = 0xFFFFFF00U;
// So much of a file is searched for blocks that start at any byte, when there are hardly any at multiples of 128.
constexpr std::uint64_t kUnalignedSearch = std::uint64_t{8} * 1024 * 1024;

// Without `known` the cipher is the one under which most blocks check out: the standard one, or an alternate one with a
// usual divisor. Read errors count as "nothing there".
[[nodiscard]] BlockScan scan_blocks(const ByteSource& file, std::optional<Cipher> known);

// After how many bytes the key repeats: shifts are known only up to multiples of this.
[[nodiscard]] std::uint64_t key_period(const Cipher& cipher);

}  // namespace restante::mmf
