#include "formats/postoffice/records/plain_layout.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/result.h"
#include "formats/postoffice/records/layout.h"

namespace restante::postoffice {
namespace {

Result<std::size_t> plain_size(std::int64_t value, const std::string& where) {
    if (value < 0 || value > static_cast<std::int64_t>(kLargestRecord))
        return fail(Errc::bad_value, fmt::format("layout {}: {} is no possible place or size", where, value));
    return static_cast<std::size_t>(value);
}

Result<Field> field_from_plain(const PlainField& plain) {
    Field field{.name = plain.name};
    field.offset = TRY(plain_size(plain.offset, plain.name));
    field.size = TRY(plain_size(plain.size, plain.name));
    field.kind = TRY(field_kind_named(plain.kind));
    field.evidence = TRY(evidence_tag_named(plain.evidence));
    if (plain.live < 0 || plain.live > UINT8_MAX)
        return fail(Errc::bad_value, fmt::format("field {}: {} is no value of a byte", plain.name, plain.live));
    field.live = static_cast<std::uint8_t>(plain.live);
    return field;
}

}  // namespace

PlainLayout to_plain(const RecordLayout& layout) {
    PlainLayout plain{.name = layout.name,
                      .header_size = static_cast<std::int64_t>(layout.header_size),
                      .record_size = static_cast<std::int64_t>(layout.record_size)};
    for (const Field& field : layout.fields) {
        plain.fields.push_back({.name = field.name,
                                .offset = static_cast<std::int64_t>(field.offset),
                                .size = static_cast<std::int64_t>(field.size),
                                .kind = std::string(name_of(field.kind)),
                                .evidence = std::string(name_of(field.evidence)),
                                .live = field.live});
    }
    return plain;
}

Result<RecordLayout> from_plain(const PlainLayout& plain) {
    RecordLayout layout{.name = plain.name};
    layout.header_size = TRY(plain_size(plain.header_size, plain.name));
    layout.record_size = TRY(plain_size(plain.record_size, plain.name));
    for (const PlainField& field : plain.fields) layout.fields.push_back(TRY(field_from_plain(field)));
    TRY_VOID(validate(layout));
    return layout;
}

}  // namespace restante::postoffice
