// Which header rows of a damaged secondary file prove one another: the length of one leads to the next.
// Source: docs/formats/migration.md, Damaged sets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_source.h"
#include "base/result.h"
#include "formats/exchange/section_scan.h"

namespace restante::exchange {

enum class SectionEnd : std::uint8_t {
    proved,   // the next header row, or the end of the file, stands where the length says
    unmoved,  // the next header row is destroyed, but nothing has moved
    gap,      // a part of the data is missing, and nothing else
    foreign,  // something was put in, before or behind the end of the data
    cut,      // the file ends inside the data
    unknown,  // where the data ends cannot be told: what stands there may belong to something else
};

struct LinkedSection {
    FoundHeader header{};
    std::uint64_t size = 0;  // bytes of data that are there and are its own
    SectionEnd end = SectionEnd::unknown;
    // Sections of a run follow one another as they were written: each length leads to the next header row.
    std::size_t run = 0;
    std::uint64_t place = 0;  // of the row, counted from that of the run's first one in the file as it was written

    // Of the whole section as it was written: row, data, the line end behind it.
    [[nodiscard]] std::uint64_t written_size() const;
    // A message, or a field of a row, begins here whatever stood before.
    [[nodiscard]] bool begins() const { return header.kind == DataKind::body || header.kind == DataKind::other; }
};

struct LinkedSections {
    std::vector<LinkedSection> list{};  // by offset
    bool more = false;                  // as of FoundHeaders
    std::uint64_t file_size = 0;
};

// Errors: of the medium.
Result<LinkedSections> linked_sections(const ByteSource& file);

}  // namespace restante::exchange
