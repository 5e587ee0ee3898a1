#include "formats/pst/ltp/table_context.h"

#include <array>
#include <utility>

#include "formats/pst/little_endian.h"
#include "formats/pst/ltp/data_stream.h"

namespace restante::pst::ltp {
namespace {

constexpr std::size_t kInfoHeader = 22;
constexpr std::size_t kColumnBytes = 8;
constexpr std::size_t kRowIdBytes = 4;
// Heap blocks kept free for the last row and the row index.
constexpr std::size_t kHeapReserve = 1024;

void write_info(MutableBytes info, const TableSchema& schema, std::uint32_t rows) {
    info[0] = static_cast<std::uint8_t>(HeapKind::table);
    info[1] = static_cast<std::uint8_t>(schema.columns().size());
    for (std::size_t i = 0; i < schema.ends().size(); ++i) store_le(info, 2 + 2 * i, schema.ends()[i]);
    store_le(info, 10, std::uint32_t{0x20});
    store_le(info, 14, rows);
    for (std::size_t i = 0; i < schema.columns().size(); ++i) {
        const Column& column = schema.columns()[i];
        const std::size_t at = kInfoHeader + i * kColumnBytes;
        store_le(info, at, column.tag);
        store_le(info, at + 4, column.offset);
        info[at + 6] = column.width;
        info[at + 7] = column.bit;
    }
}

}  // namespace

TableContext::TableContext(std::unique_ptr<NodeBuilder> node, Bth index, const TableSchema& schema)
    : node_(std::move(node)), index_(std::move(index)), schema_(&schema), row_(schema.row_size()) {}

Result<TableContext> TableContext::begin(ndb::Database& database, const TableSchema& schema) {
    auto node = std::make_unique<NodeBuilder>(database, HeapKind::table);
    Bth index = TRY(Bth::begin(node->heap(), kRowIdBytes, schema.row_number_size()));
    const Hid info = TRY(node->heap().add(ByteVector(kInfoHeader + kColumnBytes * schema.columns().size())));
    node->heap().set_root(info);
    TableContext table(std::move(node), std::move(index), schema);
    table.info_ = info;
    return table;
}

void TableContext::mark_cell(const Column& column) {
    std::uint8_t& byte = row_[schema_->bitmap_offset() + column.bit / 8U];
    byte = static_cast<std::uint8_t>(byte | (0x80U >> (column.bit % 8U)));
}

void TableContext::open_row(std::uint32_t row_id) {
    row_.assign(schema_->row_size(), 0);
    set_fixed(kRowId, row_id);
    set_fixed(kRowVersion, node_->database().next_row_version());
}

void TableContext::set_fixed(std::uint32_t tag, std::uint64_t value) {
    const Column* column = schema_->find(tag);
    if (column == nullptr) return;
    for (std::size_t i = 0; i < column->width; ++i)
        row_[column->offset + i] = static_cast<std::uint8_t>(value >> (8 * i));
    mark_cell(*column);
}

Result<void> TableContext::set_all(const PropertySet& set) {
    auto property = set.list().begin();
    for (const Column& column : schema_->columns()) {
        const auto id = static_cast<std::uint16_t>(column.tag >> 16U);
        while (property != set.list().end() && property->id < id) ++property;
        if (property == set.list().end()) break;
        if (property->id != id || property->type != (column.tag & 0xFFFFU)) continue;
        const std::size_t fixed = fixed_size(property->type);
        std::uint64_t value = property->fixed;
        if (fixed == 0 || fixed > 8) {
            StreamCuts cuts;
            value = TRY(node_->store(set, *property, cuts)).hnid;
        }
        for (std::size_t i = 0; i < column.width; ++i)
            row_[column.offset + i] = static_cast<std::uint8_t>(value >> (8 * i));
        mark_cell(column);
    }
    return {};
}

bool TableContext::has_room() const {
    const bool row_numbers = schema_->row_number_size() > 2 || rows_ < 0xFFFF;
    return row_numbers && node_->heap().block_count() + kHeapReserve < Heap::kMaxBlocks;
}

Result<void> TableContext::close_row() {
    if (schema_->row_number_size() == 2 && rows_ >= 0xFFFF)
        return fail(Errc::too_large, "an ANSI table holds at most 65535 rows");
    std::array<std::uint8_t, kRowIdBytes + 4> record{};
    store_le(record, 0, load_le<std::uint32_t>(row_, 0));
    store_word(record, kRowIdBytes, rows_++, schema_->row_number_size());
    TRY_VOID(index_.add(Bytes(record).first(kRowIdBytes + schema_->row_number_size())));
    const std::size_t block = node_->database().geometry().block_data;
    if (pending_.size() + row_.size() > block) TRY_VOID(flush_rows());
    append_bytes(pending_, row_);
    return node_->heap().write_full_blocks();
}

// Rows never straddle blocks, and every block but the last is full: the gap is filled with zeros.
Result<void> TableContext::flush_rows() {
    pending_.resize(node_->database().geometry().block_data);
    row_blocks_.push_back(TRY(node_->database().write_block(pending_)));
    pending_.clear();
    return {};
}

Result<StoredNode> TableContext::finish(std::uint16_t references) {
    TRY_VOID(index_.finish());
    std::uint32_t matrix = 0;
    if (row_blocks_.empty()) {
        matrix = TRY(node_->store(pending_)).hnid;
    } else {
        ndb::Database& database = node_->database();
        const std::uint64_t total = std::uint64_t{row_blocks_.size()} * database.geometry().block_data;
        row_blocks_.push_back(TRY(database.write_block(pending_)));
        matrix = node_->add_data(TRY(database.write_tree(row_blocks_, total + pending_.size())));
    }
    write_info(node_->heap().item(info_), *schema_, matrix);
    return node_->finish(references);
}

}  // namespace restante::pst::ltp
