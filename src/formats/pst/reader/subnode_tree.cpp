#include "formats/pst/reader/subnode_tree.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/pst/little_endian.h"
#include "formats/pst/reader/word.h"

namespace restante::pst::reader {

Result<SubnodeTree> SubnodeTree::open(const NodeFile& file, Bid bid, const Report& report) {
    SubnodeTree tree;
    if (bid == 0) return tree;
    TRY_VOID(tree.add(file, bid, true, report));
    std::ranges::stable_sort(tree.list_, {}, &NodeEntry::nid);
    return tree;
}

const NodeEntry* SubnodeTree::find(Nid nid) const {
    const auto found = std::ranges::lower_bound(list_, nid, {}, &NodeEntry::nid);
    return found != list_.end() && found->nid == nid ? &*found : nullptr;
}

Result<void> SubnodeTree::add(const NodeFile& file, Bid bid, bool is_root, const Report& report) {
    using enum MessageId;
    if (std::ranges::find(blocks_, bid) != blocks_.end())
        return fail(Errc::cycle, fmt::format("subnode block {:x} is referred to twice", bid));
    const Geometry& geometry = file.geometry();
    const ByteVector bytes = TRY(file.read_block(bid));
    const std::uint64_t offset = file.find_block(bid)->offset;
    const std::size_t word = geometry.word;
    const bool long_enough = bytes.size() >= geometry.list_header;
    const std::size_t level = long_enough ? bytes[1] : 0;
    const std::size_t step = level == 0 ? geometry.list_entry : geometry.index_entry;
    const std::size_t count = long_enough ? load_le<std::uint16_t>(bytes, 2) : 0;
    if (!long_enough || bytes[0] != 2 || !is_internal(bid) || level > (is_root ? 1U : 0U) || count == 0 ||
        count > (bytes.size() - geometry.list_header) / step) {
        const std::string text = fmt::format("block {:x} is no list of subnodes", bid);
        tell(report, pst_check_subnode_shape, text, offset);
        return fail(Errc::bad_value, text, offset);
    }
    blocks_.push_back(bid);
    for (std::size_t i = 0; i < count; ++i) {
        const Bytes entry = Bytes(bytes).subspan(geometry.list_header + i * step, step);
        const auto nid = load_le<std::uint32_t>(entry, 0);  // the upper half is rubbish in files of Outlook
        const Bid data = load_word(entry, word, word) & ~Bid{1};
        if (level == 0) {
            if (!list_.empty() && nid <= list_.back().nid)
                tell(report, pst_check_subnode_order, fmt::format("subnode {:x} follows {:x}", nid, list_.back().nid),
                     offset);
            list_.push_back({nid, 0, data, load_word(entry, 2 * word, word) & ~Bid{1}});
            continue;
        }
        const std::size_t before = list_.size();
        if (const auto added = add(file, data, false, report); !added) {
            tell(report, pst_check_subnode_shape, added.error().what, offset);
            continue;
        }
        if (list_.size() > before && list_[before].nid != nid)
            tell(report, pst_check_subnode_order,
                 fmt::format("the list starts with {:x}, its parent says {:x}", list_[before].nid, nid), offset);
    }
    return {};
}

}  // namespace restante::pst::reader
