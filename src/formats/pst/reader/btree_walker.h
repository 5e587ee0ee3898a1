// Walks the pages of the two B-trees. Source: docs/formats/pst.md section 6; [MS-PST] 2.2.2.7.7.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "base/byte_source.h"
#include "formats/pst/format.h"
#include "formats/pst/ndb/btree.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/reader/report.h"

namespace restante::pst::reader {

// Tells about a wrong type, checksum, signature or id in the trailer of a page. False: not such a page at all.
bool check_page(const Geometry& geometry, Bytes page, ndb::PageType type, std::uint64_t offset, Bid bid,
                MessageId trailer_rule, MessageId crc_rule, const Report& report);

class BTreeWalker {
public:
    using Leaf = std::function<void(Bytes entry)>;

    BTreeWalker(const ByteSource& file, const Geometry& geometry, Report report)
        : file_(file), geometry_(geometry), report_(std::move(report)) {}

    // Calls `leaf` for every entry. What cannot be followed is told and left out; no page is visited twice.
    void walk(const ndb::PageReference& root, ndb::PageType type, const Leaf& leaf);

    [[nodiscard]] const std::vector<ndb::PageReference>& pages() const { return pages_; }  // visited, of all trees

private:
    struct Page {
        ByteVector bytes{};
        std::size_t count = 0, entry_size = 0, level = 0;
    };
    std::optional<Page> read_page(const ndb::PageReference& place, std::optional<std::size_t> level);
    void walk_page(const ndb::PageReference& place, std::optional<std::size_t> level,
                   std::optional<std::uint64_t> expected_key, const Leaf& leaf);

    const ByteSource& file_;
    const Geometry& geometry_;
    Report report_;
    ndb::PageType type_{};
    std::optional<std::uint64_t> last_key_{};
    std::set<std::uint64_t> seen_{};
    std::vector<ndb::PageReference> pages_{};
};

}  // namespace restante::pst::reader
