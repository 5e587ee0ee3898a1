// A file of equal records behind a header, as most postoffice files are. Holds every byte of the file, so that what
// nobody understands survives reading and writing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/postoffice/records/layout.h"

namespace restante::postoffice {

class RecordTable {
public:
    // Every file can be read: one that ends inside its header or a record, or has something behind the last one, gives
    // a finding that names `file`, and the whole records. The layout must be valid.
    static RecordTable read(RecordLayout layout, Bytes bytes, std::string_view file, Findings& findings);
    // Header of zeros, no record.
    static RecordTable empty(RecordLayout layout);

    [[nodiscard]] const RecordLayout& layout() const { return layout_; }
    [[nodiscard]] std::size_t size() const;  // whole records
    // `index` < size().
    [[nodiscard]] Bytes record(std::size_t index) const;
    [[nodiscard]] MutableBytes record(std::size_t index);
    // Of the bytes in the file: the place of a record.
    [[nodiscard]] std::size_t offset_of(std::size_t index) const {
        return layout_.header_size + (index * layout_.record_size);
    }
    // Which record begins at that place; not_found: none does.
    [[nodiscard]] Result<std::size_t> record_at(std::size_t offset) const;
    [[nodiscard]] Bytes header() const;
    [[nodiscard]] MutableBytes header();
    // A record of zeros behind the last whole one, in front of whatever rest there was; its index.
    std::size_t append();

    [[nodiscard]] Bytes bytes() const { return bytes_; }  // the whole file
    // The same bytes with other names for their fields; the sizes must be the same.
    [[nodiscard]] RecordTable with_layout(RecordLayout layout) const;

private:
    RecordTable(RecordLayout layout, ByteVector bytes) : layout_(std::move(layout)), bytes_(std::move(bytes)) {}

    RecordLayout layout_;
    ByteVector bytes_;
};

// Nothing was ever written there: all bytes alike, as in a record wiped or never used.
[[nodiscard]] bool is_blank(Bytes record);

}  // namespace restante::postoffice
