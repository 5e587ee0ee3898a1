#include "formats/pst/ndb/database.h"

#include <algorithm>
#include <array>

#include "formats/pst/little_endian.h"
#include "formats/pst/ndb/crc.h"
#include "formats/pst/ndb/encoding.h"
#include "formats/pst/ndb/header.h"

namespace restante::pst::ndb {
namespace {

constexpr Bid kBlockStep = 4;
constexpr Bid kInternal = 2;
constexpr std::uint8_t kTreeType = 1;  // XBLOCK and XXBLOCK
constexpr std::uint8_t kListType = 2;  // SLBLOCK and SIBLOCK
constexpr std::size_t kTreeHeader = 8;

// Where the counters of node indexes start ([MS-PST] 2.2.2.6 rgnid).
std::array<std::uint32_t, 32> first_indexes() {
    std::array<std::uint32_t, 32> indexes{};
    indexes.fill(0x400);
    indexes[static_cast<std::size_t>(NidType::search_folder)] = 0x4000;
    indexes[static_cast<std::size_t>(NidType::message)] = 0x10000;
    indexes[static_cast<std::size_t>(NidType::associated_message)] = 0x8000;
    return indexes;
}

}  // namespace

Database::Database(PatchableSink& sink, Format format, Encoding encoding, std::uint64_t size_limit)
    : geometry_(geometry_of(format)),
      encoding_(encoding),
      space_(sink, geometry_, size_limit),
      node_indexes_(first_indexes()),
      blocks_(space_, geometry_, PageType::block_btree, next_page_) {}

Result<void> Database::begin() { return space_.begin(); }

Result<Bid> Database::write_block(Bytes data, std::uint16_t references) {
    const Bid bid = next_block_;
    next_block_ += kBlockStep;
    TRY_VOID(place_block(bid, data, encoding_, references));
    return bid;
}

Result<Bid> Database::write_internal(Bytes data) {
    const Bid bid = next_block_ | kInternal;
    next_block_ += kBlockStep;
    TRY_VOID(place_block(bid, data, Encoding::none, 1));
    return bid;
}

Result<void> Database::place_block(Bid bid, Bytes data, Encoding encoding, std::uint16_t references) {
    const std::size_t word = geometry_.word;
    const std::size_t span = (data.size() + geometry_.block_trailer + kSlotBytes - 1) / kSlotBytes * kSlotBytes;
    const Extent extent = TRY(space_.allocate(span, kSlotBytes));
    encode(encoding, bid, data, extent.bytes);
    const MutableBytes trailer = extent.bytes.last(geometry_.block_trailer);
    const std::uint32_t checksum = crc(extent.bytes.first(data.size()));
    store_le(trailer, 0, static_cast<std::uint16_t>(data.size()));
    store_le(trailer, 2, signature(extent.offset, bid));
    store_le(trailer, word == 8 ? 4 : 8, checksum);
    store_word(trailer, word == 8 ? 8 : 4, bid, word);

    std::array<std::uint8_t, 24> entry{};
    store_word(entry, 0, bid, word);
    store_word(entry, word, extent.offset, word);
    store_le(entry, 2 * word, static_cast<std::uint16_t>(data.size()));
    store_le(entry, 2 * word + 2, static_cast<std::uint16_t>(references + 1));  // the block table counts itself
    return blocks_.add(bid, Bytes(entry).first(geometry_.block_entry));
}

Result<Bid> Database::write_tree_block(std::uint8_t level, const Bid* children, std::size_t count,
                                       std::uint64_t total) {
    scratch_.assign(kTreeHeader + count * geometry_.word, 0);
    scratch_[0] = kTreeType;
    scratch_[1] = level;
    store_le(scratch_, 2, static_cast<std::uint16_t>(count));
    store_le(scratch_, 4, static_cast<std::uint32_t>(total));
    for (std::size_t i = 0; i < count; ++i)
        store_word(scratch_, kTreeHeader + i * geometry_.word, children[i], geometry_.word);
    return write_internal(scratch_);
}

Result<DataReference> Database::write_tree(const std::vector<Bid>& blocks, std::uint64_t total) {
    if (blocks.empty()) return DataReference{};
    if (blocks.size() == 1) return DataReference{blocks.front(), total};
    const std::size_t fan_out = geometry_.tree_entries;
    if (total > UINT32_MAX || blocks.size() > fan_out * fan_out)
        return fail(Errc::too_large, "a value exceeds the size of a data tree", used());
    if (blocks.size() <= fan_out)
        return DataReference{TRY(write_tree_block(1, blocks.data(), blocks.size(), total)), total};
    std::vector<Bid> upper;
    for (std::size_t at = 0; at < blocks.size(); at += fan_out) {
        const std::size_t count = std::min(fan_out, blocks.size() - at);
        const std::uint64_t before = std::uint64_t{at} * geometry_.block_data;
        const bool last = at + count == blocks.size();
        const std::uint64_t part = last ? total - before : std::uint64_t{count} * geometry_.block_data;
        upper.push_back(TRY(write_tree_block(1, blocks.data() + at, count, part)));
    }
    return DataReference{TRY(write_tree_block(2, upper.data(), upper.size(), total)), total};
}

Result<Bid> Database::write_list_block(const Subnode* entries, std::size_t count) {
    const std::size_t word = geometry_.word;
    scratch_.assign(geometry_.list_header + count * geometry_.list_entry, 0);
    scratch_[0] = kListType;
    store_le(scratch_, 2, static_cast<std::uint16_t>(count));
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = geometry_.list_header + i * geometry_.list_entry;
        store_le(scratch_, at, entries[i].nid);
        store_word(scratch_, at + word, entries[i].data, word);
        store_word(scratch_, at + 2 * word, entries[i].subnodes, word);
        note_index(entries[i].nid);
    }
    return write_internal(scratch_);
}

Result<Bid> Database::write_subnodes(std::vector<Subnode>& subnodes) {
    if (subnodes.empty()) return Bid{0};
    std::sort(subnodes.begin(), subnodes.end(),
              [](const Subnode& left, const Subnode& right) { return left.nid < right.nid; });
    const std::size_t per_list = (geometry_.block_data - geometry_.list_header) / geometry_.list_entry;
    const std::size_t per_index = (geometry_.block_data - geometry_.list_header) / geometry_.index_entry;
    if (subnodes.size() <= per_list) return write_list_block(subnodes.data(), subnodes.size());
    if (subnodes.size() > per_list * per_index)
        return fail(Errc::too_large, "a node has more subnodes than the format can hold", used());
    ByteVector index(geometry_.list_header);
    index[0] = kListType;
    index[1] = 1;
    std::uint16_t count = 0;
    for (std::size_t at = 0; at < subnodes.size(); at += per_list, ++count) {
        const Bid list = TRY(write_list_block(&subnodes[at], std::min(per_list, subnodes.size() - at)));
        const std::size_t place = index.size();
        index.resize(place + geometry_.index_entry);
        store_le(index, place, subnodes[at].nid);
        store_word(index, place + geometry_.word, list, geometry_.word);
    }
    store_le(index, 2, count);
    return write_internal(index);
}

void Database::add_node(const Node& node) {
    note_index(node.nid);
    nodes_.push_back(node);
}

void Database::note_index(Nid nid) {
    std::uint32_t& highest = node_indexes_[nid_type(nid)];
    highest = std::max(highest, nid_index(nid));
}

Result<PageReference> Database::write_nodes() {
    std::sort(nodes_.begin(), nodes_.end(), [](const Node& left, const Node& right) { return left.nid < right.nid; });
    const std::size_t word = geometry_.word;
    BTree tree(space_, geometry_, PageType::node_btree, next_page_);
    for (const Node& node : nodes_) {
        std::array<std::uint8_t, 32> entry{};
        store_le(entry, 0, node.nid);
        store_word(entry, word, node.data, word);
        store_word(entry, 2 * word, node.subnodes, word);
        store_le(entry, 3 * word, node.parent);
        TRY_VOID(tree.add(node.nid, Bytes(entry).first(geometry_.node_entry)));
    }
    return tree.finish();
}

Result<void> Database::finish() {
    Header header;
    header.encoding = encoding_;
    header.node_btree = TRY(write_nodes());
    header.block_btree = TRY(blocks_.finish());
    TRY_VOID(space_.finish());
    if (geometry_.format == Format::unicode)
        TRY_VOID(space_.patch(kDensityListOffset, write_density_list(geometry_, next_page_++, space_.regions())));
    header.next_block = next_block_;
    header.next_page = next_page_;
    header.unique = unique_;
    header.node_indexes = node_indexes_;
    for (std::uint32_t& index : header.node_indexes) ++index;
    return space_.patch(0, write_header(geometry_, header, space_.regions()));
}

}  // namespace restante::pst::ndb
