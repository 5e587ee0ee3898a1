// The two PST formats and the sizes in which they differ. Source: docs/formats/pst.md section 2; [MS-PST] 2.2.2.
#pragma once

#include <cstddef>
#include <cstdint>

namespace restante::pst {

enum class Format : std::uint8_t {
    unicode,  // wVer 23: Outlook 2003 and later
    ansi,     // wVer 14: Outlook 97 to 2002, at most 2 GiB
};

// How data blocks are encoded on disk (bCryptMethod). None of them protects anything.
enum class Encoding : std::uint8_t { none = 0, permute = 1, cyclic = 2 };

using Nid = std::uint32_t;  // node id: type in the low 5 bits, index above
using Bid = std::uint64_t;  // block id: bit 1 marks internal blocks, bit 0 is never set

constexpr std::size_t kPageBytes = 512;
constexpr std::size_t kSlotBytes = 64;  // what one bit of an allocation map stands for
constexpr std::size_t kMaxBlockBytes = 8192;
constexpr std::size_t kMaxHeapItem = 3580;

struct Geometry {
    Format format;
    std::uint16_t version;        // wVer
    std::size_t header_bytes;     // of the file header
    std::size_t word;             // bytes of a BID and of a file offset
    std::size_t page_body;        // bytes of a page its CRC covers
    std::size_t block_trailer;    // bytes
    std::size_t block_data;       // most data bytes a block holds
    std::size_t btree_body;       // bytes for entries in a B-tree page
    std::size_t branch_entry;     // BTENTRY
    std::size_t block_entry;      // BBTENTRY
    std::size_t node_entry;       // NBTENTRY
    std::size_t list_header;      // header of SLBLOCK and SIBLOCK
    std::size_t list_entry;       // SLENTRY
    std::size_t index_entry;      // SIENTRY
    std::size_t tree_entries;     // children of an XBLOCK or XXBLOCK
    std::size_t row_number;       // bytes of a row number in a row index
    std::size_t map_body_offset;  // where the bits of an allocation map page start
    std::uint16_t text_type;      // property type of text
};

constexpr Geometry kUnicodeGeometry{Format::unicode, 23, 564, 8, 496, 16, 8176, 488, 24, 24, 32, 8, 24, 16, 1021, 4, 0,
                                    0x001F};
constexpr Geometry kAnsiGeometry{Format::ansi, 14, 512, 4,  500, 12,   8180, 496, 12,
                                 12,           16, 4,   12, 8,   2043, 2,    4,   0x001E};

[[nodiscard]] constexpr const Geometry& geometry_of(Format format) {
    return format == Format::unicode ? kUnicodeGeometry : kAnsiGeometry;
}

// Node types ([MS-PST] 2.2.2.1).
enum class NidType : std::uint8_t {
    internal = 0x01,
    folder = 0x02,
    search_folder = 0x03,
    message = 0x04,
    attachment = 0x05,
    search_update_queue = 0x06,
    search_criteria = 0x07,
    associated_message = 0x08,
    hierarchy_table = 0x0D,
    contents_table = 0x0E,
    associated_table = 0x0F,
    search_contents_table = 0x10,
    ltp = 0x1F,
};

[[nodiscard]] constexpr Nid make_nid(NidType type, std::uint32_t index) {
    return (index << 5U) | static_cast<std::uint32_t>(type);
}
[[nodiscard]] constexpr std::uint32_t nid_index(Nid nid) { return nid >> 5U; }
[[nodiscard]] constexpr std::uint32_t nid_type(Nid nid) { return nid & 0x1FU; }
// The node of another type that belongs to the same object, for example a folder's contents table.
[[nodiscard]] constexpr Nid sibling_nid(Nid nid, NidType type) { return make_nid(type, nid_index(nid)); }

}  // namespace restante::pst
