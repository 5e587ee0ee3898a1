#include "formats/pst/reader/btree_walker.h"

#include <fmt/format.h>

#include "formats/pst/little_endian.h"
#include "formats/pst/ndb/crc.h"
#include "formats/pst/reader/word.h"

namespace restante::pst::reader {
namespace {

constexpr std::size_t kDeepest = 7;  // 20^8 entries are more than any file holds

}  // namespace

bool check_page(const Geometry& geometry, Bytes page, ndb::PageType type, std::uint64_t offset, Bid bid,
                MessageId trailer_rule, MessageId crc_rule, const Report& report) {
    const std::size_t at = geometry.page_body;
    const bool unicode = geometry.format == Format::unicode;
    const auto expected_type = static_cast<std::uint8_t>(type);
    const bool is_map = type >= ndb::PageType::free_map && type <= ndb::PageType::free_page_map;
    const Bid stored_bid = load_word(page, at + (unicode ? 8 : 4), geometry.word);
    const auto stored_crc = load_le<std::uint32_t>(page, at + (unicode ? 4 : 8));
    if (page[at] != expected_type || page[at + 1] != expected_type) {
        tell(report, trailer_rule,
             fmt::format("the page has type {:02x} {:02x}, expected {:02x}", page[at], page[at + 1], expected_type),
             offset);
        if (page[at] != expected_type) return false;
    }
    if (stored_bid != bid)
        tell(report, trailer_rule, fmt::format("the page has id {:x}, expected {:x}", stored_bid, bid), offset);
    const std::uint16_t sign = is_map ? std::uint16_t{0} : ndb::signature(offset, bid);
    if (const auto stored = load_le<std::uint16_t>(page, at + 2); stored != sign)
        tell(report, trailer_rule, fmt::format("the page has signature {:04x}, expected {:04x}", stored, sign), offset);
    if (const std::uint32_t computed = ndb::crc(page.first(at)); stored_crc != computed)
        tell(report, crc_rule, fmt::format("the page has checksum {:08x}, computed {:08x}", stored_crc, computed),
             offset);
    return true;
}

void BTreeWalker::walk(const ndb::PageReference& root, ndb::PageType type, const Leaf& leaf) {
    type_ = type;
    last_key_.reset();
    walk_page(root, std::nullopt, std::nullopt, leaf);
}

std::optional<BTreeWalker::Page> BTreeWalker::read_page(const ndb::PageReference& place,
                                                        std::optional<std::size_t> level) {
    using enum MessageId;
    if (place.offset % kPageBytes != 0 || place.offset == 0 || file_.size() < kPageBytes ||
        place.offset > file_.size() - kPageBytes) {
        tell(report_, pst_check_page_place, fmt::format("page {:x} is not inside the file", place.offset),
             place.offset);
        return std::nullopt;
    }
    if (!seen_.insert(place.offset).second) {
        tell(report_, pst_check_page_shared, fmt::format("page {:x} is referred to twice", place.offset), place.offset);
        return std::nullopt;
    }
    Page page;
    page.bytes.resize(kPageBytes);
    if (!file_.read(place.offset, page.bytes)) {
        tell(report_, pst_check_page_place, fmt::format("page {:x} cannot be read", place.offset), place.offset);
        return std::nullopt;
    }
    pages_.push_back(place);
    if (!check_page(geometry_, page.bytes, type_, place.offset, place.bid, pst_check_page_trailer, pst_check_page_crc,
                    report_))
        return std::nullopt;
    const std::size_t at = geometry_.btree_body;
    page.count = page.bytes[at];
    page.entry_size = page.bytes[at + 2];
    page.level = page.bytes[at + 3];
    const std::size_t least = page.level > 0                        ? geometry_.branch_entry
                              : type_ == ndb::PageType::block_btree ? geometry_.block_entry
                                                                    : geometry_.node_entry;
    if (page.entry_size != least || page.count * page.entry_size > geometry_.btree_body || page.count == 0 ||
        page.count > page.bytes[at + 1] || page.level > kDeepest || (level && page.level != *level)) {
        tell(report_, pst_check_page_shape,
             fmt::format("the page claims {} of {} entries of {} bytes on level {}", page.count, page.bytes[at + 1],
                         page.entry_size, page.level),
             place.offset);
        const bool usable = page.entry_size == least && page.count * page.entry_size <= geometry_.btree_body &&
                            page.level <= kDeepest && (!level || page.level == *level);
        if (!usable) return std::nullopt;
    }
    return page;
}

void BTreeWalker::walk_page(const ndb::PageReference& place, std::optional<std::size_t> level,
                            std::optional<std::uint64_t> expected_key, const Leaf& leaf) {
    using enum MessageId;
    const std::optional<Page> page = read_page(place, level);
    if (!page) return;
    const std::size_t word = geometry_.word;
    const std::uint64_t mask = type_ == ndb::PageType::node_btree ? 0xFFFF'FFFFU : ~std::uint64_t{1};
    std::optional<std::uint64_t> previous;
    for (std::size_t i = 0; i < page->count; ++i) {
        const Bytes entry = Bytes(page->bytes).subspan(i * page->entry_size, page->entry_size);
        const std::uint64_t key = load_word(entry, 0, word) & mask;
        if (i == 0 && expected_key && key != (*expected_key & mask))
            tell(report_, pst_check_branch_key,
                 fmt::format("the page starts with key {:x}, its parent says {:x}", key, *expected_key), place.offset);
        const std::optional<std::uint64_t>& before = page->level == 0 ? last_key_ : previous;
        if (before && key <= *before)
            tell(report_, pst_check_key_order, fmt::format("key {:x} follows {:x}", key, *before), place.offset);
        if (page->level == 0) {
            last_key_ = key;
            leaf(entry);
            continue;
        }
        previous = key;
        walk_page({load_word(entry, word, word), load_word(entry, 2 * word, word)}, page->level - 1, key, leaf);
    }
}

}  // namespace restante::pst::reader
