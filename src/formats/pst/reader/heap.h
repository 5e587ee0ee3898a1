// The heap on a node, and the B-tree on a heap. Source: docs/formats/pst.md section 8; [MS-PST] 2.3.1, 2.3.2.
#pragma once

#include <array>
#include <cstdint>
#include <functional>

#include "formats/pst/ltp/heap.h"
#include "formats/pst/reader/node.h"

namespace restante::pst::reader {

using ltp::HeapKind;
using ltp::Hid;

[[nodiscard]] constexpr bool is_hid(std::uint32_t hnid) { return (hnid & 0x1FU) == 0; }

// May be used from one thread at a time: the blocks read last are kept.
class Heap {
public:
    // Errors: bad_value (no heap), those of the data tree.
    static Result<Heap> open(DataTreePointer data, const Geometry& geometry);

    [[nodiscard]] std::uint8_t kind() const { return kind_; }
    [[nodiscard]] Hid root() const { return root_; }
    [[nodiscard]] Bid first_block() const { return data_->first_block(); }
    // Errors: not_found (no such item), bad_value (the page map is damaged).
    Result<ByteVector> item(Hid hid) const;

    // Tells about every block that is not laid out as it must be.
    void check(const Report& report) const;

private:
    Heap(DataTreePointer data, std::size_t capacity) : data_(std::move(data)), capacity_(capacity) {}
    Result<const ByteVector*> block(std::size_t index) const;
    void check_block(Bytes bytes, std::size_t index, Bytes levels, std::size_t level_index, const Report& report) const;

    struct Kept {
        std::size_t index = ~std::size_t{0};
        ByteVector bytes{};
    };
    static constexpr std::size_t kKept = 4;

    DataTreePointer data_;
    std::size_t capacity_;  // of a block, bytes
    std::uint8_t kind_ = 0;
    Hid root_ = 0;
    mutable std::array<Kept, kKept> kept_{};
    mutable std::size_t next_kept_ = 0;
};

struct BthShape {
    std::size_t key_size = 0, value_size = 0;
};
using BthVisitor = std::function<Result<void>(Bytes key, Bytes value)>;

// Calls `visit` for every record in key order. Errors: bad_value, cycle, those of the heap and of `visit`.
Result<BthShape> for_each_record(const Heap& heap, Hid header, const BthVisitor& visit, const Report& report = {});

}  // namespace restante::pst::reader
