// A B-tree on a heap, written from records that come in key order. Source: docs/formats/pst.md section 8;
// [MS-PST] 2.3.2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/pst/ltp/heap.h"

namespace restante::pst::ltp {

constexpr std::size_t kBthHeaderBytes = 8;

class Bth {
public:
    // `key_size` 2 or 4, `value_size` 2, 4 or 6 bytes. The header item is added at once: as the first item of a heap
    // it gets the HID 0x20 that readers expect.
    static Result<Bth> begin(Heap& heap, std::size_t key_size, std::size_t value_size);

    // `record` is key and value, little-endian; its key is above all before.
    Result<void> add(Bytes record);
    // Writes what is left of the tree and fills in the header.
    Result<void> finish();
    // A record again, after finish(), while its heap block is still in memory.
    [[nodiscard]] MutableBytes record(std::size_t number);

private:
    Bth(Heap& heap, std::size_t key_size, std::size_t value_size)
        : heap_(&heap), key_size_(key_size), record_size_(key_size + value_size) {}
    Result<void> add_to(std::size_t level, Bytes record);
    Result<void> close_page(std::size_t level);
    [[nodiscard]] std::size_t page_size(std::size_t level) const;

    Heap* heap_;
    std::size_t key_size_;
    std::size_t record_size_;
    Hid header_ = 0;
    std::vector<ByteVector> open_pages_;  // per level, from the leaves up
    std::vector<std::size_t> closed_pages_;
    std::vector<Hid> leaves_;
};

}  // namespace restante::pst::ltp
