// A heap on a node: items of up to 3580 bytes in a row of blocks. Items are only ever appended.
// Source: docs/formats/pst.md section 8; [MS-PST] 2.3.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/pst/ndb/database.h"

namespace restante::pst::ltp {

using Hid = std::uint32_t;  // block number << 16 | item number << 5; 0 means "nothing"

enum class HeapKind : std::uint8_t { table = 0x7C, property_context = 0xBC };

// The nibble that tells how much room is left in a heap block ([MS-PST] 2.3.1.2).
[[nodiscard]] std::uint8_t fill_level(std::size_t free_bytes);

class Heap {
public:
    Heap(ndb::Database& database, HeapKind kind);

    // 1 to kMaxHeapItem bytes. Error: too_large when the heap has no room for another block.
    Result<Hid> add(Bytes item);
    // Bytes of an item whose block has not been written yet.
    [[nodiscard]] MutableBytes item(Hid hid);
    void set_root(Hid root) { root_ = root; }

    // Writes the blocks that cannot change any more, all but the first one and those with fill levels, so that a
    // long table does not pile up in memory.
    Result<void> write_full_blocks();
    [[nodiscard]] std::size_t block_count() const { return blocks_.size(); }
    [[nodiscard]] std::uint64_t data_bytes() const;  // of the whole heap, as it is now

    // `references`: how many nodes will share the heap; above 1 only for heaps of one block.
    Result<ndb::DataReference> finish(std::uint16_t references = 1);

    static constexpr std::size_t kMaxBlocks = 65'536;

private:
    struct Block {
        ByteVector bytes{};
        std::vector<std::uint16_t> starts{};  // of each item, then the end of the last one
        Bid bid = 0;                          // 0: not written yet
        std::uint8_t level = 0;
    };

    void open_block();
    void close_block(bool last);
    Result<void> write_block(Block& block, std::uint16_t references = 1);
    void write_fill_levels();
    [[nodiscard]] std::size_t closed_size(const Block& block) const;
    [[nodiscard]] bool fits(const Block& block, std::size_t size) const;

    ndb::Database& database_;
    HeapKind kind_;
    Hid root_ = 0;
    std::vector<Block> blocks_;
    std::size_t next_to_write_ = 1;
};

}  // namespace restante::pst::ltp
