// A table: columns, row index, rows. Source: docs/formats/pst.md section 10; [MS-PST] 2.3.4.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "formats/pst/ltp/table_schema.h"
#include "formats/pst/reader/property_context.h"

namespace restante::pst::reader {

class TableContext;

// One row, valid while its visitor runs.
class Row {
public:
    Row(const TableContext& table, Bytes bytes) : table_(table), bytes_(bytes) {}
    [[nodiscard]] std::uint32_t id() const;
    [[nodiscard]] bool has(const ltp::Column& column) const;
    // The stored bytes; empty for a value of no bytes. Only for cells that exist.
    Result<ByteVector> bytes(const ltp::Column& column) const;
    // Every cell that exists and can be read, but for row id and row version.
    [[nodiscard]] Properties properties(const TextDecoder& decoder) const;
    [[nodiscard]] std::uint64_t word(const ltp::Column& column) const;  // what stands in the row itself

private:
    const TableContext& table_;
    Bytes bytes_;
};

class TableContext {
public:
    using Visitor = std::function<Result<void>(const Row& row)>;

    // Errors: bad_value (no table), those of the layers below.
    static Result<TableContext> open(Node node, const Report& report = {});

    [[nodiscard]] const std::vector<ltp::Column>& columns() const { return columns_; }
    [[nodiscard]] const ltp::Column* find(std::uint32_t tag) const;
    [[nodiscard]] const ltp::Column* find_id(std::uint16_t id) const;
    [[nodiscard]] std::size_t row_size() const { return ends_[3]; }
    [[nodiscard]] std::size_t bitmap_offset() const { return ends_[2]; }
    [[nodiscard]] std::uint64_t row_count() const { return rows_; }
    // In the order of the matrix, one block in memory.
    Result<void> for_each_row(const Visitor& visit) const;
    // Row id and row number of every record of the row index.
    Result<void> for_each_index(const std::function<void(std::uint32_t id, std::uint64_t number)>& visit,
                                const Report& report = {}) const;
    [[nodiscard]] const Node& node() const { return node_; }
    [[nodiscard]] const Heap& heap() const { return heap_; }

private:
    TableContext(Node node, Heap heap) : node_(std::move(node)), heap_(std::move(heap)) {}
    Result<void> read_columns(Bytes info, const Report& report);
    Result<void> open_matrix(std::uint32_t hnid, const Report& report);

    Node node_;
    Heap heap_;
    std::vector<ltp::Column> columns_{};
    std::array<std::uint16_t, 4> ends_{};
    Hid index_ = 0;
    ByteVector small_matrix_{};
    DataTreePointer matrix_{};
    std::uint64_t rows_ = 0;
};

}  // namespace restante::pst::reader
