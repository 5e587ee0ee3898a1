#include "formats/pst/reader/node_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "formats/pst/little_endian.h"
#include "formats/pst/ndb/crc.h"
#include "formats/pst/ndb/encoding.h"
#include "formats/pst/reader/btree_walker.h"
#include "formats/pst/reader/word.h"

namespace restante::pst::reader {
namespace {

// Keys of a healthy tree come sorted; of a damaged one the first of equals counts.
template <class Entry, class Key>
void sort_once(std::vector<Entry>& entries, Key Entry::* key) {
    std::ranges::stable_sort(entries, {}, key);
    const auto [first, last] = std::ranges::unique(entries, {}, key);
    entries.erase(first, last);
}

}  // namespace

Result<NodeFilePointer> NodeFile::open(ByteSourcePointer file, const Report& report) {
    ByteVector start(static_cast<std::size_t>(std::min<std::uint64_t>(file->size(), kHeaderBytes)));
    TRY_VOID(file->read(0, start));
    const FileHeader header = TRY(parse_header(start, report));
    const std::shared_ptr<NodeFile> result(new NodeFile(std::move(file), header));
    result->load(report);
    return NodeFilePointer(result);
}

void NodeFile::load(const Report& report) {
    const std::size_t word = geometry().word;
    BTreeWalker walker(*file_, geometry(), report);
    walker.walk(header_.node_btree, ndb::PageType::node_btree, [&](Bytes entry) {
        nodes_.push_back({load_le<std::uint32_t>(entry, 0), load_le<std::uint32_t>(entry, 3 * word),
                          load_word(entry, word, word) & ~Bid{1}, load_word(entry, 2 * word, word) & ~Bid{1}});
    });
    walker.walk(header_.block_btree, ndb::PageType::block_btree, [&](Bytes entry) {
        blocks_.push_back({load_word(entry, 0, word) & ~Bid{1}, load_word(entry, word, word),
                           load_le<std::uint16_t>(entry, 2 * word), load_le<std::uint16_t>(entry, 2 * word + 2)});
    });
    sort_once(nodes_, &NodeEntry::nid);
    sort_once(blocks_, &BlockEntry::bid);
    pages_ = walker.pages();
    by_parent_.resize(nodes_.size());
    std::iota(by_parent_.begin(), by_parent_.end(), 0U);
    std::ranges::stable_sort(by_parent_, {}, [this](std::uint32_t index) { return nodes_[index].parent; });
}

std::vector<Nid> NodeFile::children(Nid parent, NidType type) const {
    const auto place =
        std::ranges::equal_range(by_parent_, parent, {}, [this](std::uint32_t index) { return nodes_[index].parent; });
    std::vector<Nid> result;
    for (const std::uint32_t index : place)
        if (const Nid nid = nodes_[index].nid; nid != parent && nid_type(nid) == static_cast<std::uint32_t>(type))
            result.push_back(nid);
    return result;
}

const NodeEntry* NodeFile::find_node(Nid nid) const {
    const auto found = std::ranges::lower_bound(nodes_, nid, {}, &NodeEntry::nid);
    return found != nodes_.end() && found->nid == nid ? &*found : nullptr;
}

const BlockEntry* NodeFile::find_block(Bid bid) const {
    const Bid key = bid & ~Bid{1};
    const auto found = std::ranges::lower_bound(blocks_, key, {}, &BlockEntry::bid);
    return found != blocks_.end() && found->bid == key ? &*found : nullptr;
}

Result<ByteVector> NodeFile::read_block(Bid bid, const Report& report) const {
    const BlockEntry* block = find_block(bid);
    if (block == nullptr) return fail(Errc::not_found, fmt::format("block {:x} is not in the block tree", bid));
    return read_block(*block, report);
}

Result<ByteVector> NodeFile::read_block(const BlockEntry& block, const Report& report) const {
    using enum MessageId;
    const std::size_t trailer = geometry().block_trailer;
    const std::size_t whole = (block.size + trailer + kSlotBytes - 1) / kSlotBytes * kSlotBytes;
    if (block.size == 0 || block.size > geometry().block_data || block.offset % kSlotBytes != 0 ||
        file_->size() < whole || block.offset > file_->size() - whole) {
        const std::string text =
            fmt::format("block {:x} of {} bytes lies at {:x}, which cannot be", block.bid, block.size, block.offset);
        tell(report, pst_check_block_place, text, block.offset);
        return fail(Errc::bad_value, text, block.offset);
    }
    ByteVector bytes(whole);
    TRY_VOID(file_->read(block.offset, bytes));
    const bool unicode = geometry().format == Format::unicode;
    const std::size_t at = whole - trailer;
    const auto size = load_le<std::uint16_t>(bytes, at);
    const auto sign = load_le<std::uint16_t>(bytes, at + 2);
    const auto stored = load_le<std::uint32_t>(bytes, at + (unicode ? 4 : 8));
    const Bid bid = load_word(bytes, at + (unicode ? 8 : 4), geometry().word);
    if (size != block.size || (bid & ~Bid{1}) != block.bid || sign != ndb::signature(block.offset, bid)) {
        const std::string text = fmt::format("the end of block {:x} names block {:x} of {} bytes, signature {:04x}",
                                             block.bid, bid, size, sign);
        tell(report, pst_check_block_trailer, text, block.offset);
        return fail(Errc::bad_value, text, block.offset);
    }
    bytes.resize(block.size);
    if (const std::uint32_t computed = ndb::crc(bytes); computed != stored) {
        const std::string text =
            fmt::format("block {:x} has checksum {:08x}, computed {:08x}", block.bid, stored, computed);
        tell(report, pst_check_block_crc, text, block.offset);
        return fail(Errc::bad_value, text, block.offset);
    }
    if (!is_internal(block.bid)) ndb::decode(header_.encoding, block.bid, bytes);
    return bytes;
}

}  // namespace restante::pst::reader
