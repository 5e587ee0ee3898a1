#include "formats/pst/reader/data_tree.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/pst/little_endian.h"
#include "formats/pst/reader/word.h"

namespace restante::pst::reader {
namespace {

constexpr unsigned kMaxLevel = 2;  // XXBLOCK
constexpr std::size_t kTreeHeader = 8;

}  // namespace

Result<DataTreePointer> DataTree::open(NodeFilePointer file, Bid bid, const Report& report) {
    const std::shared_ptr<DataTree> tree(new DataTree(std::move(file)));
    if (bid != 0) TRY_VOID(tree->add(bid, kMaxLevel + 1, report));
    return DataTreePointer(tree);
}

Result<void> DataTree::add_leaf(const BlockEntry& block, const Report& report) {
    // A healthy tree names no block twice, so a hostile one cannot grow beyond the file.
    if (leaves_.size() >= file_->blocks().size() || size_ + block.size > file_->bytes().size())
        return fail(Errc::too_large, "a data tree has more data than the file");
    if (!leaves_.empty() && size_ - leaves_.back().start != file_->geometry().block_data)
        tell(report, MessageId::pst_check_tree_gap,
             fmt::format("block {:x} is not the last of its tree but holds only {} bytes", leaves_.back().bid,
                         size_ - leaves_.back().start),
             block.offset);
    leaves_.push_back({block.bid, size_});
    size_ += block.size;
    return {};
}

// `level`: what the parent implies, or kMaxLevel + 1 for the root.
Result<void> DataTree::add(Bid bid, unsigned level, const Report& report) {
    const BlockEntry* block = file_->find_block(bid);
    if (block == nullptr) return fail(Errc::not_found, fmt::format("block {:x} is not in the block tree", bid));
    const bool is_root = level > kMaxLevel;
    if (!is_internal(bid)) {
        if (is_root || level == 0) return add_leaf(*block, report);
        return fail(Errc::bad_value, fmt::format("block {:x} holds data where a tree is expected", bid), block->offset);
    }
    const ByteVector bytes = TRY(file_->read_block(*block));
    const std::size_t word = file_->geometry().word;
    const bool long_enough = bytes.size() >= kTreeHeader;
    const std::size_t count = long_enough ? load_le<std::uint16_t>(bytes, 2) : 0;
    if (!long_enough || bytes[0] != 1 || bytes[1] == 0 || bytes[1] > kMaxLevel || (!is_root && bytes[1] != level) ||
        count == 0 || count > (bytes.size() - kTreeHeader) / word) {
        const std::string text = fmt::format("block {:x} is no tree block of the level expected", bid);
        tell(report, MessageId::pst_check_tree_shape, text, block->offset);
        return fail(Errc::bad_value, text, block->offset);
    }
    const std::uint64_t before = size_;
    for (std::size_t i = 0; i < count; ++i)
        TRY_VOID(add(load_word(bytes, kTreeHeader + i * word, word) & ~Bid{1}, bytes[1] - 1U, report));
    if (const auto total = load_le<std::uint32_t>(bytes, 4); total != static_cast<std::uint32_t>(size_ - before))
        tell(report, MessageId::pst_check_tree_total,
             fmt::format("block {:x} states {} bytes, its blocks hold {}", bid, total, size_ - before), block->offset);
    return {};
}

Result<ByteVector> DataTree::block(std::size_t index) const {
    if (index >= leaves_.size()) return fail(Errc::not_found, fmt::format("there is no data block {}", index));
    return file_->read_block(leaves_[index].bid);
}

Result<void> DataTree::read(std::uint64_t offset, MutableBytes into) const {
    if (offset > size_ || into.size() > size_ - offset)
        return fail(Errc::truncated, "the data of the node ends before");
    auto leaf = std::ranges::upper_bound(leaves_, offset, {}, &Leaf::start);
    for (std::size_t done = 0; done < into.size(); ++leaf) {
        const Leaf& current = *(leaf - 1);
        const ByteVector bytes = TRY(file_->read_block(current.bid));
        const auto skip = static_cast<std::size_t>(offset + done - current.start);
        if (skip >= bytes.size()) return fail(Errc::truncated, "a data block is shorter than the block tree says");
        const std::size_t count = std::min(bytes.size() - skip, into.size() - done);
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(skip), count,
                    into.begin() + static_cast<std::ptrdiff_t>(done));
        done += count;
    }
    return {};
}

}  // namespace restante::pst::reader
