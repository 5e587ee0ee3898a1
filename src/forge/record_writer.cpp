#include "forge/record_writer.h"

#include <algorithm>

namespace restante::forge {

RecordWriter::RecordWriter(const Office& office, postoffice::RecordTable& table, std::uint64_t number)
    : office_(&office), table_(&table), index_(table.append()) {
    const MutableBytes record = table.record(index_);
    std::ranges::copy(office.residue(record.size(), number), record.begin());
}

RecordWriter& RecordWriter::text(std::string_view field, std::string_view utf8) {
    const postoffice::Field* const place = table_->layout().find(field);
    if (place == nullptr) return *this;
    const std::string text = office_->dos_text(utf8).substr(0, place->size - 1);
    static_cast<void>(postoffice::write_text(*place, table_->record(index_), text, office_->cipher()));
    return *this;
}

RecordWriter& RecordWriter::number(std::string_view field, std::uint32_t value) {
    if (const postoffice::Field* const place = table_->layout().find(field))
        static_cast<void>(postoffice::write_number(*place, table_->record(index_), value));
    return *this;
}

RecordWriter& RecordWriter::live(bool value) {
    if (const postoffice::Field* const place = table_->layout().find("state"))
        number("state", value ? place->live : 1U - place->live);
    return *this;
}

}  // namespace restante::forge
