// The columns of a table and where they lie in a row. Source: docs/formats/pst.md section 10; [MS-PST] 2.3.4.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formats/pst/format.h"

namespace restante::pst::ltp {

constexpr std::uint32_t kRowId = 0x67F20003;
constexpr std::uint32_t kRowVersion = 0x67F30003;

struct Column {
    std::uint32_t tag = 0;
    std::uint16_t offset = 0;  // in the row
    std::uint8_t width = 0;    // 1, 2, 4 or 8 bytes
    std::uint8_t bit = 0;      // in the existence bitmap
};

class TableSchema {
public:
    // `tags` in bit order, starting with kRowId and kRowVersion; text columns as type 0x001F. At most 255.
    // `row_number_size`: bytes of the row index's values; 0 for the format's own.
    TableSchema(Format format, std::span<const std::uint32_t> tags, std::size_t row_number_size = 0);

    [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }  // sorted by tag
    [[nodiscard]] const std::array<std::uint16_t, 4>& ends() const { return ends_; }
    [[nodiscard]] std::size_t row_size() const { return ends_[3]; }
    [[nodiscard]] std::size_t bitmap_offset() const { return ends_[2]; }
    [[nodiscard]] std::size_t row_number_size() const { return row_number_size_; }
    [[nodiscard]] const Column* find(std::uint32_t tag) const;  // null when there is no such column

private:
    std::vector<Column> columns_;
    std::array<std::uint16_t, 4> ends_{};  // of the 4- and 8-byte cells, 2-byte cells, 1-byte cells, bitmap
    std::size_t row_number_size_;
};

}  // namespace restante::pst::ltp
