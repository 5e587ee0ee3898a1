// The header rows of a damaged secondary file, found by what they look like wherever they are.
// Source: docs/formats/migration.md, Damaged sets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/byte_source.h"
#include "base/code_page.h"
#include "base/result.h"
#include "formats/exchange/secondary_file.h"

namespace restante::exchange {

// What a transfer as text made of CR LF.
enum class LineEnds : std::uint8_t {
    kept,             // CR LF
    line_feed,        // LF
    carriage_return,  // CR
    doubled,          // CR CR LF: a CR was put before every LF
};

struct FoundHeader {
    std::uint64_t offset = 0;      // of the row
    std::uint64_t data = 0;        // behind the line end of the row
    std::uint64_t length = 0;      // as the row says
    std::uint64_t line_feeds = 0;  // in the file before `offset`
    std::uint64_t returns = 0;     // CR in the file before `offset`
    DataKind kind = DataKind::body;
    LineEnds ends = LineEnds::kept;  // of the row
    bool heading = false;            // the row that names the columns; such a one has no data
    bool last = true;
    bool line_start = false;  // a line end or nothing stands before it
};

struct FoundHeaders {
    std::vector<FoundHeader> list{};            // by offset; those that stand inside data, too
    bool more = false;                          // there are more than kMostFoundHeaders
    std::uint64_t line_feeds = 0, returns = 0;  // in the whole file
};

constexpr std::size_t kMostFoundHeaders = 1'000'000;

// Reads the file once. Errors: of the medium.
Result<FoundHeaders> find_headers(const ByteSource& file);

// What the row says, without its data. The name is what can be made of it where quotes do not fit. Errors: of the
// medium.
Result<DataSection> described_section(const ByteSource& file, const FoundHeader& header, const CodePage& page);

}  // namespace restante::exchange
