// A table, written row by row: full row blocks and heap blocks go to the file while rows are added, so a table of
// any length takes some kilobytes of memory. Source: docs/formats/pst.md section 10; [MS-PST] 2.3.4.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "formats/pst/ltp/bth.h"
#include "formats/pst/ltp/node_builder.h"
#include "formats/pst/ltp/property_set.h"
#include "formats/pst/ltp/table_schema.h"

namespace restante::pst::ltp {

class TableContext {
public:
    // `schema` outlives the table.
    static Result<TableContext> begin(ndb::Database& database, const TableSchema& schema);
    TableContext(TableContext&&) = default;

    // A row is opened, gets its cells, and is closed. `row_id` is above those of all rows before.
    void open_row(std::uint32_t row_id);
    // Cells of columns the table does not have are left out.
    void set_fixed(std::uint32_t tag, std::uint64_t value);
    // Every property that is a column.
    Result<void> set_all(const PropertySet& set);
    // Errors: too_large when the row index or the heap is full (see has_room()).
    Result<void> close_row();

    [[nodiscard]] std::uint32_t row_count() const { return rows_; }
    // False when the format allows no further row, or the heap is nearly full.
    [[nodiscard]] bool has_room() const;
    Result<StoredNode> finish(std::uint16_t references = 1);  // see Heap::finish

private:
    TableContext(std::unique_ptr<NodeBuilder> node, Bth index, const TableSchema& schema);
    void mark_cell(const Column& column);
    Result<void> flush_rows();

    std::unique_ptr<NodeBuilder> node_;
    Bth index_;
    const TableSchema* schema_;
    Hid info_ = 0;
    std::uint32_t rows_ = 0;
    ByteVector row_;
    ByteVector pending_;  // rows not yet in a block
    std::vector<Bid> row_blocks_;
};

}  // namespace restante::pst::ltp
