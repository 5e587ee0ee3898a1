#include "formats/postoffice/records/record_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "base/finding.h"
#include "base/messages.h"
#include "base/result.h"
#include "formats/postoffice/records/layout.h"

namespace restante::postoffice {

RecordTable RecordTable::read(RecordLayout layout, Bytes bytes, std::string_view file, Findings& findings) {
    RecordTable table(std::move(layout), {bytes.begin(), bytes.end()});
    const std::size_t whole = table.offset_of(table.size());
    if (bytes.size() < whole) {
        findings.add(MessageId::postoffice_no_header,
                     fmt::format("{} bytes instead of at least {}", bytes.size(), whole), std::string(file),
                     bytes.size());
    } else if (bytes.size() > whole) {
        findings.add(MessageId::postoffice_partial_record,
                     fmt::format("{} bytes behind record {}, too few for another of {}", bytes.size() - whole,
                                 table.size(), table.layout_.record_size),
                     std::string(file), whole);
    }
    return table;
}

RecordTable RecordTable::empty(RecordLayout layout) {
    const std::size_t header = layout.header_size;
    return {std::move(layout), ByteVector(header, 0)};
}

std::size_t RecordTable::size() const {
    return bytes_.size() < layout_.header_size ? 0 : (bytes_.size() - layout_.header_size) / layout_.record_size;
}

Bytes RecordTable::record(std::size_t index) const {
    return Bytes(bytes_).subspan(offset_of(index), layout_.record_size);
}
MutableBytes RecordTable::record(std::size_t index) {
    return MutableBytes(bytes_).subspan(offset_of(index), layout_.record_size);
}

Result<std::size_t> RecordTable::record_at(std::size_t offset) const {
    const std::size_t header = layout_.header_size;
    if (offset < header || (offset - header) % layout_.record_size != 0 ||
        (offset - header) / layout_.record_size >= size())
        return fail(Errc::not_found, "no record begins there", offset);
    return (offset - header) / layout_.record_size;
}

Bytes RecordTable::header() const { return Bytes(bytes_).first(std::min(bytes_.size(), layout_.header_size)); }
MutableBytes RecordTable::header() { return MutableBytes(bytes_).first(std::min(bytes_.size(), layout_.header_size)); }

std::size_t RecordTable::append() {
    if (bytes_.size() < layout_.header_size) bytes_.resize(layout_.header_size, 0);
    const std::size_t index = size();
    bytes_.insert(bytes_.begin() + static_cast<std::ptrdiff_t>(offset_of(index)), layout_.record_size, std::uint8_t{0});
    return index;
}

RecordTable RecordTable::with_layout(RecordLayout layout) const { return {std::move(layout), bytes_}; }

bool is_blank(Bytes record) { return std::ranges::adjacent_find(record, std::ranges::not_equal_to{}) == record.end(); }

}  // namespace restante::postoffice
