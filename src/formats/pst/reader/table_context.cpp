#include "formats/pst/reader/table_context.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/pst/little_endian.h"
#include "formats/pst/reader/word.h"

namespace restante::pst::reader {
namespace {

constexpr std::size_t kInfoHeader = 22;
constexpr std::size_t kColumnBytes = 8;

std::size_t cell_width(std::uint16_t type) {
    const std::size_t size = stored_size(type);
    return size == 0 || size > 8 ? 4 : size;
}

}  // namespace

std::uint32_t Row::id() const { return load_le<std::uint32_t>(bytes_, 0); }

bool Row::has(const ltp::Column& column) const {
    return (bytes_[table_.bitmap_offset() + column.bit / 8U] & (0x80U >> (column.bit % 8U))) != 0;
}

std::uint64_t Row::word(const ltp::Column& column) const { return load_word(bytes_, column.offset, column.width); }

Result<ByteVector> Row::bytes(const ltp::Column& column) const {
    const std::size_t size = stored_size(static_cast<std::uint16_t>(column.tag));
    if (size == 0 || size > 8) return read_hnid(table_.node(), table_.heap(), static_cast<std::uint32_t>(word(column)));
    const Bytes cell = bytes_.subspan(column.offset, column.width);
    return ByteVector(cell.begin(), cell.end());
}

Properties Row::properties(const TextDecoder& decoder) const {
    Properties result;
    for (const ltp::Column& column : table_.columns()) {
        if (column.tag == ltp::kRowId || column.tag == ltp::kRowVersion || !has(column)) continue;
        const auto stored = bytes(column);
        if (!stored) continue;
        auto value = decode_value(static_cast<std::uint16_t>(column.tag), *stored, decoder);
        if (value) result.push_back({static_cast<std::uint16_t>(column.tag >> 16U), std::move(*value)});
    }
    return result;
}

Result<TableContext> TableContext::open(Node node, const Report& report) {
    Heap heap = TRY(Heap::open(node.data, node.file->geometry()));
    if (heap.kind() != static_cast<std::uint8_t>(HeapKind::table))
        return fail(Errc::bad_value, fmt::format("the heap is of kind {:02x}, not a table", heap.kind()));
    const ByteVector info = TRY(heap.item(heap.root()));
    TableContext table(std::move(node), std::move(heap));
    TRY_VOID(table.read_columns(info, report));
    table.index_ = load_le<std::uint32_t>(info, 10);
    TRY_VOID(table.open_matrix(load_le<std::uint32_t>(info, 14), report));
    return table;
}

Result<void> TableContext::read_columns(Bytes info, const Report& report) {
    if (info.size() < kInfoHeader || info[0] != static_cast<std::uint8_t>(HeapKind::table) || info[1] == 0 ||
        info.size() < kInfoHeader + kColumnBytes * info[1])
        return fail(Errc::bad_value, "a table has no list of columns");
    for (std::size_t i = 0; i < 4; ++i) ends_[i] = load_le<std::uint16_t>(info, 2 + 2 * i);
    const std::size_t bitmap = (info[1] + 7U) / 8U;
    if (ends_[0] > ends_[1] || ends_[1] > ends_[2] || std::size_t{ends_[2]} + bitmap > ends_[3] || ends_[0] < 4 ||
        ends_[3] > node_.file->geometry().block_data)
        return fail(Errc::bad_value,
                    fmt::format("a table has rows of {} bytes with cells up to {}", ends_[3], ends_[2]));
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < info[1]; ++i) {
        const std::size_t at = kInfoHeader + kColumnBytes * i;
        const ltp::Column column{load_le<std::uint32_t>(info, at), load_le<std::uint16_t>(info, at + 4), info[at + 6],
                                 info[at + 7]};
        const std::size_t width = cell_width(static_cast<std::uint16_t>(column.tag));
        if (column.width != width || std::size_t{column.offset} + column.width > ends_[2] ||
            column.bit / 8U >= bitmap) {
            tell(report, MessageId::pst_check_table_columns,
                 fmt::format("column {:08x} has {} bytes at {}, bit {}", column.tag, column.width, column.offset,
                             column.bit));
            continue;
        }
        if (i > 0 && column.tag <= before)
            tell(report, MessageId::pst_check_table_columns,
                 fmt::format("column {:08x} follows {:08x}", column.tag, before));
        before = column.tag;
        columns_.push_back(column);
    }
    std::ranges::stable_sort(columns_, {}, &ltp::Column::tag);
    if (find(ltp::kRowId) == nullptr || find(ltp::kRowId)->offset != 0)
        tell(report, MessageId::pst_check_table_columns, "the column of row ids is missing or not the first");
    return {};
}

Result<void> TableContext::open_matrix(std::uint32_t hnid, const Report& report) {
    std::uint64_t whole = 0;
    if (hnid != 0 && !is_hid(hnid)) {
        const NodeEntry* entry = node_.subnodes.find(hnid);
        if (entry == nullptr) return fail(Errc::not_found, fmt::format("the rows, subnode {:x}, are missing", hnid));
        matrix_ = TRY(DataTree::open(node_.file, entry->data, report));
        const std::size_t block = node_.file->geometry().block_data;
        const std::uint64_t full = matrix_->size() / block;
        whole = matrix_->size() % block;
        rows_ = full * (block / row_size());
    } else {
        small_matrix_ = TRY(read_hnid(node_, heap_, hnid));
        whole = small_matrix_.size();
    }
    rows_ += whole / row_size();
    // A matrix whose last block is full ends like the others, in bytes no row uses.
    if (whole % row_size() != 0)
        tell(report, MessageId::pst_check_table_matrix,
             fmt::format("{} bytes do not hold rows of {}", whole, row_size()));
    return {};
}

const ltp::Column* TableContext::find(std::uint32_t tag) const {
    const auto found = std::ranges::lower_bound(columns_, tag, {}, &ltp::Column::tag);
    return found != columns_.end() && found->tag == tag ? &*found : nullptr;
}

const ltp::Column* TableContext::find_id(std::uint16_t id) const {
    const auto found =
        std::ranges::find_if(columns_, [&](const ltp::Column& column) { return column.tag >> 16U == id; });
    return found == columns_.end() ? nullptr : &*found;
}

Result<void> TableContext::for_each_row(const Visitor& visit) const {
    const auto visit_all = [&](Bytes bytes) -> Result<void> {
        for (std::size_t at = 0; at + row_size() <= bytes.size(); at += row_size())
            TRY_VOID(visit(Row(*this, bytes.subspan(at, row_size()))));
        return {};
    };
    if (!matrix_) return visit_all(small_matrix_);
    for (std::size_t i = 0; i < matrix_->block_count(); ++i) {
        const ByteVector bytes = TRY(matrix_->block(i));
        TRY_VOID(visit_all(bytes));
    }
    return {};
}

Result<void> TableContext::for_each_index(const std::function<void(std::uint32_t, std::uint64_t)>& visit,
                                          const Report& report) const {
    const auto record = [&](Bytes key, Bytes value) -> Result<void> {
        if (key.size() != 4 || (value.size() != 2 && value.size() != 4))
            return fail(Errc::bad_value, "the row index does not hold row numbers");
        visit(load_le<std::uint32_t>(key, 0), load_word(value, 0, value.size()));
        return {};
    };
    TRY(for_each_record(heap_, index_, record, report));
    return {};
}

}  // namespace restante::pst::reader
