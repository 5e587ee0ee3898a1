#include "formats/pst/ltp/table_schema.h"

#include <algorithm>

#include "formats/pst/ltp/property_set.h"

namespace restante::pst::ltp {
namespace {

std::uint8_t cell_width(std::uint16_t type) {
    const std::size_t size = fixed_size(type);
    return static_cast<std::uint8_t>(size == 0 || size > 8 ? 4 : size);
}

}  // namespace

TableSchema::TableSchema(Format format, std::span<const std::uint32_t> tags, std::size_t row_number_size)
    : row_number_size_(row_number_size != 0 ? row_number_size : geometry_of(format).row_number) {
    for (std::size_t i = 0; i < tags.size(); ++i) {
        std::uint32_t tag = tags[i];
        if (format == Format::ansi && (tag & 0xFFFU) == kText16) tag -= kText16 - kText8;
        columns_.push_back({tag, 0, cell_width(static_cast<std::uint16_t>(tag)), static_cast<std::uint8_t>(i)});
    }
    std::uint16_t end = 0;
    const auto place = [&](std::uint8_t narrowest, std::uint8_t widest) {
        for (Column& column : columns_) {
            if (column.width < narrowest || column.width > widest) continue;
            column.offset = end;
            end = static_cast<std::uint16_t>(end + column.width);
        }
        return end;
    };
    ends_[0] = place(4, 8);
    ends_[1] = place(2, 2);
    ends_[2] = place(1, 1);
    ends_[3] = static_cast<std::uint16_t>(end + (columns_.size() + 7) / 8);
    std::sort(columns_.begin(), columns_.end(),
              [](const Column& left, const Column& right) { return left.tag < right.tag; });
}

const Column* TableSchema::find(std::uint32_t tag) const {
    const auto place = std::lower_bound(columns_.begin(), columns_.end(), tag,
                                        [](const Column& left, std::uint32_t right) { return left.tag < right; });
    return place != columns_.end() && place->tag == tag ? &*place : nullptr;
}

}  // namespace restante::pst::ltp
