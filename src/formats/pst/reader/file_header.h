// The header of a PST file as stored. Source: docs/formats/pst.md section 3; [MS-PST] 2.2.2.6.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/pst/format.h"
#include "formats/pst/ndb/btree.h"
#include "formats/pst/reader/report.h"

namespace restante::pst::reader {

constexpr std::size_t kHeaderBytes = 564;  // of the longer header

struct FileHeader {
    Format format = Format::unicode;
    Encoding encoding = Encoding::none;
    std::uint64_t file_end = 0;    // ibFileEof
    std::uint64_t last_map = 0;    // ibAMapLast
    std::uint64_t free_bytes = 0;  // cbAMapFree
    ndb::PageReference node_btree{}, block_btree{};
    std::uint8_t maps_valid = 0;  // fAMapValid
    Bid next_block = 0;
    Bid next_page = 0;
    std::uint32_t unique = 0;
    std::array<std::uint32_t, 32> node_indexes{};
    std::array<std::uint8_t, 128> free_runs{};  // rgbFM

    [[nodiscard]] const Geometry& geometry() const { return geometry_of(format); }
};

// Whether a file that starts like this is an Outlook data file of any kind.
[[nodiscard]] bool sniff(Bytes start);

// `start`: the first kHeaderBytes of the file, or all of a shorter one. Wrong checksums and odd fields are told, not
// refused. Errors: bad_magic, truncated, unsupported (OST, 4096-byte pages), bad_value (unknown version or encoding).
Result<FileHeader> parse_header(Bytes start, const Report& report = {});

}  // namespace restante::pst::reader
