#include "formats/pst/reader/heap.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "formats/pst/little_endian.h"
#include "formats/pst/reader/word.h"

namespace restante::pst::reader {
namespace {

constexpr std::size_t kFirstHeader = 12;
constexpr std::size_t kPageHeader = 2;
constexpr std::size_t kBitmapHeader = 66;
constexpr std::size_t kFirstLevels = 8;
constexpr std::size_t kBitmapLevels = 128;
constexpr std::uint8_t kHeapSignature = 0xEC;

bool has_bitmap(std::size_t block) { return block >= kFirstLevels && (block - kFirstLevels) % kBitmapLevels == 0; }

std::size_t header_size(std::size_t block) {
    return block == 0 ? kFirstHeader : has_bitmap(block) ? kBitmapHeader : kPageHeader;
}

// The page map at the end of a heap block: counts and the start of every item, then the end of the last.
struct PageMap {
    std::size_t at = 0, items = 0, freed = 0;
    Bytes starts{};
    [[nodiscard]] std::size_t start(std::size_t index) const { return load_le<std::uint16_t>(starts, 2 * index); }
};

Result<PageMap> page_map(Bytes block) {
    const std::size_t at = block.size() < 2 ? block.size() : load_le<std::uint16_t>(block, 0);
    if (block.size() < 6 || at > block.size() - 6) return fail(Errc::bad_value, "a heap block has no page map");
    PageMap map{at, load_le<std::uint16_t>(block, at), load_le<std::uint16_t>(block, at + 2), block.subspan(at + 4)};
    if (map.starts.size() < 2 * (map.items + 1))
        return fail(Errc::bad_value, "the page map of a heap block is cut off");
    return map;
}

}  // namespace

Result<Heap> Heap::open(DataTreePointer data, const Geometry& geometry) {
    Heap heap(std::move(data), geometry.block_data);
    const ByteVector* first = TRY(heap.block(0));
    if (first->size() < kFirstHeader || (*first)[2] != kHeapSignature)
        return fail(Errc::bad_value, "the node holds no heap");
    heap.kind_ = (*first)[3];
    heap.root_ = load_le<std::uint32_t>(*first, 4);
    return heap;
}

Result<const ByteVector*> Heap::block(std::size_t index) const {
    for (const Kept& kept : kept_)
        if (kept.index == index) return &kept.bytes;
    ByteVector bytes = TRY(data_->block(index));
    Kept& place = kept_[next_kept_];
    next_kept_ = (next_kept_ + 1) % kKept;
    place = Kept{index, std::move(bytes)};
    return &place.bytes;
}

Result<ByteVector> Heap::item(Hid hid) const {
    const std::size_t number = hid >> 5U & 0x7FFU;
    if (!is_hid(hid) || number == 0) return fail(Errc::bad_value, fmt::format("{:x} is no heap id", hid));
    const ByteVector* bytes = TRY(block(hid >> 16U));
    const PageMap map = TRY(page_map(*bytes));
    if (number > map.items) return fail(Errc::not_found, fmt::format("heap item {:x} does not exist", hid));
    const std::size_t start = map.start(number - 1);
    const std::size_t end = map.start(number);
    if (start > end || end > map.at)
        return fail(Errc::bad_value, fmt::format("heap item {:x} has impossible bounds", hid));
    return ByteVector(bytes->begin() + static_cast<std::ptrdiff_t>(start),
                      bytes->begin() + static_cast<std::ptrdiff_t>(end));
}

void Heap::check(const Report& report) const {
    ByteVector levels;
    for (std::size_t i = 0; i < data_->block_count(); ++i) {
        const auto bytes = data_->block(i);
        if (!bytes) return;  // told with the blocks
        if (bytes->size() < header_size(i)) {
            tell(report, MessageId::pst_check_heap_map, fmt::format("heap block {} is too short", i));
            return;
        }
        if (i == 0) levels.assign(bytes->begin() + 8, bytes->begin() + 12);
        if (has_bitmap(i)) levels.assign(bytes->begin() + 2, bytes->begin() + 66);
        const std::size_t index = i < kFirstLevels ? i : (i - kFirstLevels) % kBitmapLevels;
        check_block(*bytes, i, levels, index, report);
    }
}

void Heap::check_block(Bytes bytes, std::size_t index, Bytes levels, std::size_t level_index,
                       const Report& report) const {
    using enum MessageId;
    const auto map = page_map(bytes);
    if (!map) return tell(report, pst_check_heap_map, fmt::format("heap block {}: {}", index, map.error().what));
    std::size_t empty = 0;
    if (map->at % 2 != 0 || map->start(0) != header_size(index))
        tell(report, pst_check_heap_map,
             fmt::format("heap block {} starts its items at {} and has its map at {}", index, map->start(0), map->at));
    for (std::size_t i = 0; i < map->items; ++i) {
        const std::size_t start = map->start(i);
        const std::size_t end = map->start(i + 1);
        if (end < start || end > map->at || end - start > kMaxHeapItem)
            return tell(report, pst_check_heap_map,
                        fmt::format("item {} of heap block {} reaches from {} to {}", i + 1, index, start, end));
        if (start == end) ++empty;
    }
    if (map->at - map->start(map->items) > 1)
        tell(report, pst_check_heap_map,
             fmt::format("the items of heap block {} end at {}, its map is at {}", index, map->start(map->items),
                         map->at));
    if (empty != map->freed)
        tell(report, pst_check_heap_map,
             fmt::format("heap block {} counts {} freed items of {}", index, map->freed, empty));
    const std::size_t used = map->at + 4 + 2 * (map->items + 1);
    const std::size_t free = used > capacity_ ? 0 : capacity_ - used;
    const std::uint8_t expected = ltp::fill_level(free);
    const auto level = static_cast<std::uint8_t>(unsigned{levels[level_index / 2]} >> (level_index % 2 * 4) & 0xFU);
    if (level != expected)
        tell(report, pst_check_heap_fill,
             fmt::format("heap block {} has fill level {}, {} free bytes mean {}", index, level, free, expected));
}

namespace {

constexpr std::size_t kMaxBthLevel = 5;
constexpr std::uint8_t kBthKind = 0xB5;

class BthWalk {
public:
    BthWalk(const Heap& heap, BthShape shape, const BthVisitor& visit, const Report& report)
        : heap_(heap), shape_(shape), visit_(visit), report_(report) {}

    Result<void> walk(Hid hid, std::size_t level) {
        if (!seen_.insert(hid).second)
            return fail(Errc::cycle, fmt::format("page {:x} of a tree on a heap is used twice", hid));
        const ByteVector page = TRY(heap_.item(hid));
        const std::size_t step = shape_.key_size + (level == 0 ? shape_.value_size : 4);
        if (page.size() % step != 0)
            tell(report_, MessageId::pst_check_bth_shape,
                 fmt::format("a page of {} bytes does not hold records of {}", page.size(), step));
        for (std::size_t at = 0; at + step <= page.size(); at += step) {
            const Bytes record = Bytes(page).subspan(at, step);
            const Bytes key = record.first(shape_.key_size);
            if (level > 0) {
                TRY_VOID(walk(load_le<std::uint32_t>(record, shape_.key_size), level - 1));
                continue;
            }
            const std::uint64_t number = load_word(key, 0, std::min<std::size_t>(8, key.size()));
            if (any_ && shape_.key_size <= 8 && number <= last_)
                tell(report_, MessageId::pst_check_bth_order, fmt::format("key {:x} follows {:x}", number, last_));
            any_ = true;
            last_ = number;
            TRY_VOID(visit_(key, record.subspan(shape_.key_size)));
        }
        return {};
    }

private:
    const Heap& heap_;
    BthShape shape_;
    const BthVisitor& visit_;
    const Report& report_;
    std::set<Hid> seen_{};
    std::uint64_t last_ = 0;
    bool any_ = false;
};

}  // namespace

Result<BthShape> for_each_record(const Heap& heap, Hid header, const BthVisitor& visit, const Report& report) {
    const ByteVector bytes = TRY(heap.item(header));
    if (bytes.size() < 8 || bytes[0] != kBthKind) return fail(Errc::bad_value, "a tree on a heap has no header");
    const BthShape shape{bytes[1], bytes[2]};
    const std::size_t level = bytes[3];
    if (shape.key_size == 0 || shape.key_size > 16 || shape.value_size == 0 || shape.value_size > 32 ||
        level > kMaxBthLevel)
        return fail(Errc::bad_value, fmt::format("a tree on a heap claims keys of {}, values of {} bytes, {} levels",
                                                 shape.key_size, shape.value_size, level));
    const auto root = load_le<std::uint32_t>(bytes, 4);
    if (root != 0) TRY_VOID(BthWalk(heap, shape, visit, report).walk(root, level));
    return shape;
}

}  // namespace restante::pst::reader
