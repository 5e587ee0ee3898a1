// Fills records by the names of their fields; what the layout does not have is left out.
#pragma once

#include <string_view>

#include "forge/office.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::forge {

class RecordWriter {
public:
    // Residue first. `number`: which record of all files, for its residue.
    RecordWriter(const Office& office, postoffice::RecordTable& table, std::uint64_t number);
    RecordWriter& text(std::string_view field, std::string_view utf8);
    RecordWriter& number(std::string_view field, std::uint32_t value);
    RecordWriter& live(bool value);  // the field "state"
    [[nodiscard]] std::uint32_t place() const { return static_cast<std::uint32_t>(table_->offset_of(index_)); }

private:
    const Office* office_;
    postoffice::RecordTable* table_;
    std::size_t index_;
};

}  // namespace restante::forge
