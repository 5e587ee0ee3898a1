#include "formats/pst/ltp/heap.h"

#include <algorithm>
#include <array>

#include "formats/pst/little_endian.h"

namespace restante::pst::ltp {
namespace {

constexpr std::size_t kFirstHeader = 12;
constexpr std::size_t kPageHeader = 2;
constexpr std::size_t kBitmapHeader = 66;
constexpr std::size_t kFirstLevels = 8;     // blocks whose levels stand in the first block
constexpr std::size_t kBitmapLevels = 128;  // blocks whose levels stand in each bitmap block
constexpr std::size_t kMaxItems = 2047;     // of a block: 11 bits
constexpr std::uint8_t kHeapSignature = 0xEC;

bool has_bitmap(std::size_t block) { return block >= kFirstLevels && (block - kFirstLevels) % kBitmapLevels == 0; }

std::size_t header_size(std::size_t block) {
    return block == 0 ? kFirstHeader : has_bitmap(block) ? kBitmapHeader : kPageHeader;
}

void set_nibble(MutableBytes bytes, std::size_t at, std::size_t index, std::uint8_t level) {
    std::uint8_t& byte = bytes[at + index / 2];
    byte = static_cast<std::uint8_t>(byte | (index % 2 == 0 ? level : level << 4U));
}

}  // namespace

std::uint8_t fill_level(std::size_t free_bytes) {
    constexpr std::array<std::size_t, 15> kLeast{3584, 2560, 2048, 1792, 1536, 1280, 1024, 768,
                                                 512,  256,  128,  64,   32,   16,   8};
    std::uint8_t level = 0;
    for (const std::size_t least : kLeast) {
        if (free_bytes >= least) return level;
        ++level;
    }
    return level;
}

Heap::Heap(ndb::Database& database, HeapKind kind) : database_(database), kind_(kind) { open_block(); }

void Heap::open_block() {
    Block block;
    block.bytes.reserve(database_.geometry().block_data);
    block.bytes.resize(header_size(blocks_.size()));
    block.starts.reserve(64);
    block.starts.push_back(static_cast<std::uint16_t>(block.bytes.size()));
    blocks_.push_back(std::move(block));
}

// Size with the page map: count, free count and one offset more than there are items, on an even address.
std::size_t Heap::closed_size(const Block& block) const {
    return (block.bytes.size() + 1) / 2 * 2 + 4 + 2 * block.starts.size();
}

bool Heap::fits(const Block& block, std::size_t size) const {
    const std::size_t end = (block.bytes.size() + size + 1) / 2 * 2;
    return block.starts.size() <= kMaxItems &&
           end + 4 + 2 * (block.starts.size() + 1) <= database_.geometry().block_data;
}

Result<Hid> Heap::add(Bytes item) {
    if (item.empty() || item.size() > kMaxHeapItem) return fail(Errc::bad_value, "a heap item has 1 to 3580 bytes");
    if (!fits(blocks_.back(), item.size())) {
        if (blocks_.size() == kMaxBlocks) return fail(Errc::too_large, "a heap is full");
        close_block(false);
        open_block();
    }
    Block& block = blocks_.back();
    append_bytes(block.bytes, item);
    const auto number = static_cast<Hid>(block.starts.size());
    block.starts.push_back(static_cast<std::uint16_t>(block.bytes.size()));
    return (static_cast<Hid>(blocks_.size() - 1) << 16U) | (number << 5U);
}

MutableBytes Heap::item(Hid hid) {
    Block& block = blocks_[hid >> 16U];
    const std::size_t number = (hid >> 5U) & 0x7FFU;
    const std::size_t start = block.starts[number - 1];
    return MutableBytes(block.bytes).subspan(start, block.starts[number] - start);
}

void Heap::close_block(bool last) {
    Block& block = blocks_.back();
    const std::size_t size = closed_size(block);
    const std::size_t map = (block.bytes.size() + 1) / 2 * 2;
    block.level = fill_level(database_.geometry().block_data - size);
    // Every block but the last is completely full; what follows the page map is not used.
    block.bytes.resize(last ? size : database_.geometry().block_data);
    store_le(block.bytes, 0, static_cast<std::uint16_t>(map));
    store_le(block.bytes, map, static_cast<std::uint16_t>(block.starts.size() - 1));
    for (std::size_t i = 0; i < block.starts.size(); ++i) store_le(block.bytes, map + 4 + 2 * i, block.starts[i]);
}

Result<void> Heap::write_block(Block& block, std::uint16_t references) {
    block.bid = TRY(database_.write_block(block.bytes, references));
    block.bytes = ByteVector();
    block.starts = std::vector<std::uint16_t>();
    return {};
}

Result<void> Heap::write_full_blocks() {
    for (; next_to_write_ + 1 < blocks_.size(); ++next_to_write_)
        if (!has_bitmap(next_to_write_)) TRY_VOID(write_block(blocks_[next_to_write_]));
    return {};
}

std::uint64_t Heap::data_bytes() const {
    return std::uint64_t{blocks_.size() - 1} * database_.geometry().block_data + closed_size(blocks_.back());
}

void Heap::write_fill_levels() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        if (i < kFirstLevels) {
            set_nibble(blocks_[0].bytes, 8, i, blocks_[i].level);
            continue;
        }
        const std::size_t index = (i - kFirstLevels) % kBitmapLevels;
        set_nibble(blocks_[i - index].bytes, 2, index, blocks_[i].level);
    }
}

Result<ndb::DataReference> Heap::finish(std::uint16_t references) {
    const std::uint64_t total = data_bytes();
    close_block(true);
    MutableBytes first(blocks_[0].bytes);
    first[2] = kHeapSignature;
    first[3] = static_cast<std::uint8_t>(kind_);
    store_le(first, 4, root_);
    write_fill_levels();
    std::vector<Bid> bids;
    bids.reserve(blocks_.size());
    for (Block& block : blocks_) {
        if (block.bid == 0) TRY_VOID(write_block(block, references));
        bids.push_back(block.bid);
    }
    return database_.write_tree(bids, total);
}

}  // namespace restante::pst::ltp
