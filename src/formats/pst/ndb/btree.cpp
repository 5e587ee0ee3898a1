#include "formats/pst/ndb/btree.h"

#include <algorithm>
#include <array>

#include "formats/pst/little_endian.h"

namespace restante::pst::ndb {

BTree::BTree(Space& space, const Geometry& geometry, PageType type, std::uint64_t& next_page_id)
    : space_(space), geometry_(geometry), type_(type), next_page_id_(next_page_id) {}

std::size_t BTree::entry_size(std::size_t level) const {
    if (level > 0) return geometry_.branch_entry;
    return type_ == PageType::node_btree ? geometry_.node_entry : geometry_.block_entry;
}

Result<void> BTree::add(std::uint64_t key, Bytes entry) { return add_to(0, key, entry); }

Result<void> BTree::add_to(std::size_t level, std::uint64_t key, Bytes entry) {
    if (level == levels_.size()) levels_.emplace_back();
    // A full page is written only when another entry comes, so that the last page of a level is never empty.
    if (levels_[level].entries.size() + entry.size() > geometry_.btree_body) TRY_VOID(close_page(level));
    Level& open = levels_[level];
    if (open.entries.empty()) open.first_key = key;
    append_bytes(open.entries, entry);
    return {};
}

Result<void> BTree::close_page(std::size_t level) {
    const PageReference page = TRY(write_page(level));
    const std::uint64_t key = levels_[level].first_key;
    levels_[level].entries.clear();
    levels_[level].has_written_pages = true;
    std::array<std::uint8_t, 24> entry{};
    store_word(entry, 0, key, geometry_.word);
    store_word(entry, geometry_.word, page.bid, geometry_.word);
    store_word(entry, 2 * geometry_.word, page.offset, geometry_.word);
    return add_to(level + 1, key, Bytes(entry).first(geometry_.branch_entry));
}

Result<PageReference> BTree::write_page(std::size_t level) {
    const Extent extent = TRY(space_.allocate(kPageBytes, kPageBytes));
    const ByteVector& entries = levels_[level].entries;
    const std::size_t size = entry_size(level);
    std::copy(entries.begin(), entries.end(), extent.bytes.begin());
    const MutableBytes counters = extent.bytes.subspan(geometry_.btree_body);
    counters[0] = static_cast<std::uint8_t>(entries.size() / size);
    counters[1] = static_cast<std::uint8_t>(geometry_.btree_body / size);
    counters[2] = static_cast<std::uint8_t>(size);
    counters[3] = static_cast<std::uint8_t>(level);
    const PageReference page{next_page_id_++, extent.offset};
    seal_page(geometry_, extent.bytes, type_, page.offset, page.bid);
    return page;
}

Result<PageReference> BTree::finish() {
    for (std::size_t level = 0;; ++level) {
        if (!levels_[level].has_written_pages) return write_page(level);
        TRY_VOID(close_page(level));
    }
}

}  // namespace restante::pst::ndb
