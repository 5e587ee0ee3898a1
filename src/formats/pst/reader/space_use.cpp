#include "formats/pst/reader/space_use.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "formats/pst/ndb/region.h"
#include "formats/pst/reader/btree_walker.h"
#include "formats/pst/reader/helper_maps.h"
#include "formats/pst/reader/word.h"

namespace restante::pst::reader {
namespace {

using enum MessageId;

struct Used {
    std::uint64_t start = 0, end = 0;
};

std::vector<Used> used_places(const NodeFile& file, std::uint32_t regions) {
    std::vector<Used> used;
    const std::size_t trailer = file.geometry().block_trailer;
    for (const BlockEntry& block : file.blocks()) {
        const std::uint64_t whole = (block.size + trailer + kSlotBytes - 1) / kSlotBytes * kSlotBytes;
        if (block.offset < file.bytes().size()) used.push_back({block.offset, block.offset + whole});
    }
    for (const ndb::PageReference& page : file.pages()) used.push_back({page.offset, page.offset + kPageBytes});
    for (std::uint32_t i = 0; i < regions; ++i) {
        const std::uint64_t pages = 1U + (ndb::has_page_map(i) ? 1U : 0U) + (ndb::has_free_map(i) ? 1U : 0U) +
                                    (ndb::has_free_page_map(i) ? 1U : 0U);
        used.push_back({ndb::region_offset(i), ndb::region_offset(i) + pages * kPageBytes});
    }
    std::ranges::sort(used, {}, &Used::start);
    return used;
}

// The bits of one allocation map that the places in use must have set.
std::vector<std::uint8_t> expected_bits(const std::vector<Used>& used, std::size_t& next, std::uint64_t start) {
    std::vector<std::uint8_t> bits(ndb::kMapBytes);
    const std::uint64_t end = start + ndb::kRegionBytes;
    for (; next < used.size() && used[next].start < end; ++next) {
        for (std::uint64_t at = std::max(used[next].start, start); at < std::min(used[next].end, end);
             at += kSlotBytes) {
            const std::uint64_t slot = (at - start) / kSlotBytes;
            bits[slot / 8] = static_cast<std::uint8_t>(bits[slot / 8] | (0x80U >> (slot % 8)));
        }
    }
    return bits;
}

void compare(Bytes map, Bytes expected, std::uint64_t start, std::uint64_t file_size, const Report& report) {
    std::size_t unmarked = 0;
    std::size_t leaked = 0;
    for (std::size_t i = 0; i < ndb::kMapBytes; ++i) {
        unmarked += static_cast<std::size_t>(std::popcount(static_cast<std::uint8_t>(expected[i] & ~map[i])));
        // Slots behind the end of a short file are marked as taken.
        if (start + (i + 1) * 8 * kSlotBytes <= file_size)
            leaked += static_cast<std::size_t>(std::popcount(static_cast<std::uint8_t>(map[i] & ~expected[i])));
    }
    if (unmarked > 0)
        tell(report, pst_check_map_used, fmt::format("{} slots of 64 bytes are in use but marked free", unmarked),
             start);
    if (leaked > 0)
        tell(report, pst_check_map_leak, fmt::format("{} slots of 64 bytes are marked but not in use", leaked), start);
}

}  // namespace

void check_space(const NodeFile& file, const Report& report) {
    const std::uint64_t size = file.bytes().size();
    const FileHeader& header = file.header();
    if (header.file_end != size)
        tell(report, pst_check_file_end,
             fmt::format("the header says {} bytes, the file has {}", header.file_end, size));
    if (header.maps_valid == 0) return tell(report, pst_check_not_closed, "the mark for valid maps is 0");
    std::uint32_t regions = 0;
    while (ndb::region_offset(regions) + kPageBytes <= size) ++regions;
    const std::vector<Used> used = used_places(file, regions);
    for (std::size_t i = 1; i < used.size(); ++i)
        if (used[i].start < used[i - 1].end)
            tell(report, pst_check_overlap,
                 fmt::format("what starts at {:x} reaches to {:x}", used[i - 1].start, used[i - 1].end), used[i].start);
    std::uint64_t free = 0;
    std::size_t next = 0;
    std::vector<RegionRoom> rooms;
    for (std::uint32_t i = 0; i < regions; ++i) {
        const std::uint64_t start = ndb::region_offset(i);
        ByteVector page(kPageBytes);
        if (!file.bytes().read(start, page)) return;
        const std::vector<std::uint8_t> expected = expected_bits(used, next, start);
        if (!check_page(file.geometry(), page, ndb::PageType::allocation_map, start, start, pst_check_map_page,
                        pst_check_map_page, report)) {
            rooms.emplace_back();
            continue;
        }
        const Bytes map = Bytes(page).subspan(file.geometry().map_body_offset, ndb::kMapBytes);
        rooms.push_back(RegionRoom::of(map));
        free += std::uint64_t{rooms.back().free_slots} * kSlotBytes;
        compare(map, expected, start, size, report);
    }
    if (free != header.free_bytes)
        tell(report, pst_check_map_total,
             fmt::format("the header says {} free bytes, the maps {}", header.free_bytes, free));
    if (regions > 0 && header.last_map != ndb::region_offset(regions - 1))
        tell(report, pst_check_map_total, fmt::format("the header says that the last map is at {:x}", header.last_map));
    check_helper_maps(file, rooms, report);
}

namespace {

class References {
public:
    References(NodeFilePointer file, const Report& report)
        : file_(std::move(file)), report_(report), counts_(file_->blocks().size()) {}

    void count() {
        for (const NodeEntry& node : file_->nodes()) {
            data(node.data);
            subnodes(node.subnodes);
        }
        while (!waiting_.empty()) {
            const Bid bid = waiting_.back();
            waiting_.pop_back();
            follow(bid);
        }
        for (std::size_t i = 0; i < counts_.size(); ++i) compare(file_->blocks()[i], counts_[i]);
    }

private:
    // True the first time.
    bool refer(Bid bid) {
        if (bid == 0) return false;
        const BlockEntry* block = file_->find_block(bid);
        if (block == nullptr) {
            tell(report_, pst_check_block_missing, fmt::format("block {:x} is not in the block tree", bid));
            return false;
        }
        return ++counts_[static_cast<std::size_t>(block - file_->blocks().data())] == 1;
    }
    void data(Bid bid) {
        if (refer(bid) && is_internal(bid)) waiting_.push_back(bid);
    }
    void subnodes(Bid bid) {
        if (refer(bid)) waiting_.push_back(bid);
    }
    void follow(Bid bid);
    void compare(const BlockEntry& block, std::uint32_t count) const {
        if (count == 0 && block.references <= 1)
            tell(report_, pst_check_block_orphan, fmt::format("block {:x}", block.bid), block.offset);
        else if (block.references != count + 1)
            tell(report_, pst_check_block_references,
                 fmt::format("block {:x} counts {} references, there are {}", block.bid, block.references, count + 1),
                 block.offset);
    }

    NodeFilePointer file_;
    const Report& report_;
    std::vector<std::uint32_t> counts_;
    std::vector<Bid> waiting_{};
};

void References::follow(Bid bid) {
    const Geometry& geometry = file_->geometry();
    const auto bytes = file_->read_block(bid);
    if (!bytes || bytes->size() < 8) return;
    const std::size_t word = geometry.word;
    const bool is_tree = (*bytes)[0] == 1;
    const bool is_list = !is_tree && (*bytes)[1] == 0;
    const std::size_t header = is_tree ? 8 : geometry.list_header;
    const std::size_t step = is_tree ? word : is_list ? geometry.list_entry : geometry.index_entry;
    const std::size_t count = std::min<std::size_t>(load_le<std::uint16_t>(*bytes, 2), (bytes->size() - header) / step);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = header + i * step;
        const auto bid_at = [&](std::size_t place) { return load_word(*bytes, place, word) & ~Bid{1}; };
        if (is_tree) {
            data(bid_at(at));
        } else if (is_list) {
            data(bid_at(at + word));
            subnodes(bid_at(at + 2 * word));
        } else {
            subnodes(bid_at(at + word));
        }
    }
}

}  // namespace

void check_blocks(const NodeFilePointer& file, const Report& report) {
    Bid highest_page = 0;
    for (const ndb::PageReference& page : file->pages()) highest_page = std::max(highest_page, page.bid);
    const FileHeader& header = file->header();
    if (highest_page >= header.next_page)
        tell(report, pst_check_counters,
             fmt::format("the next page id is {:x}, {:x} is in use", header.next_page, highest_page));
    if (!file->blocks().empty() && file->blocks().back().bid >= header.next_block)
        tell(report, pst_check_counters,
             fmt::format("the next block id is {:x}, {:x} is in use", header.next_block, file->blocks().back().bid));
    for (const NodeEntry& node : file->nodes())
        if (nid_index(node.nid) > header.node_indexes[nid_type(node.nid)])
            tell(report, pst_check_counters, fmt::format("node {:x} is above the highest of its type", node.nid));
    for (const BlockEntry& block : file->blocks()) static_cast<void>(file->read_block(block, report));
    References(file, report).count();
}

}  // namespace restante::pst::reader
