// Writes one of the two B-trees of a file from entries that come in key order, each page as soon as it is full.
// Source: docs/formats/pst.md section 6; [MS-PST] 2.2.2.7.7.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/pst/format.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/ndb/space.h"

namespace restante::pst::ndb {

struct PageReference {
    Bid bid = 0;
    std::uint64_t offset = 0;
};

class BTree {
public:
    // `next_page_id` is the file's counter of page ids, shared by all trees.
    BTree(Space& space, const Geometry& geometry, PageType type, std::uint64_t& next_page_id);

    // `entry` has exactly the leaf entry size of the tree; `key` is above all keys before.
    Result<void> add(std::uint64_t key, Bytes entry);
    // The root. There must have been at least one entry.
    Result<PageReference> finish();

private:
    struct Level {
        ByteVector entries{};
        std::uint64_t first_key = 0;
        bool has_written_pages = false;
    };

    Result<void> add_to(std::size_t level, std::uint64_t key, Bytes entry);
    Result<PageReference> write_page(std::size_t level);
    Result<void> close_page(std::size_t level);
    [[nodiscard]] std::size_t entry_size(std::size_t level) const;

    Space& space_;
    const Geometry& geometry_;
    PageType type_;
    std::uint64_t& next_page_id_;
    std::vector<Level> levels_;
};

}  // namespace restante::pst::ndb
