// The data of a node: one block, or a tree of them, read in pieces. Source: docs/formats/pst.md section 7;
// [MS-PST] 2.2.2.8.3.2.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/byte_source.h"
#include "formats/pst/reader/node_file.h"

namespace restante::pst::reader {

class DataTree final : public ByteSource {
public:
    // Bid 0 is no data. Errors: not_found (a block is missing), bad_value (no tree), too_large (more blocks than the
    // file has), those of read_block for internal blocks.
    static Result<std::shared_ptr<const DataTree>> open(NodeFilePointer file, Bid bid, const Report& report = {});

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override;

    [[nodiscard]] Bid first_block() const { return leaves_.empty() ? 0 : leaves_.front().bid; }
    [[nodiscard]] std::size_t block_count() const { return leaves_.size(); }
    Result<ByteVector> block(std::size_t index) const;  // decoded; not_found beyond the last

private:
    struct Leaf {
        Bid bid = 0;
        std::uint64_t start = 0;  // of its bytes in the whole
    };
    explicit DataTree(NodeFilePointer file) : file_(std::move(file)) {}
    Result<void> add(Bid bid, unsigned level, const Report& report);
    Result<void> add_leaf(const BlockEntry& block, const Report& report);

    NodeFilePointer file_;
    std::vector<Leaf> leaves_{};
    std::uint64_t size_ = 0;
};

using DataTreePointer = std::shared_ptr<const DataTree>;

}  // namespace restante::pst::reader
