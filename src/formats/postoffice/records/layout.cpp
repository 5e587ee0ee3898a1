#include "formats/postoffice/records/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "base/result.h"

namespace restante::postoffice {
namespace {

constexpr std::array<std::string_view, 8> kKindNames{"bytes", "text",  "obfuscated text", "byte",
                                                     "word",  "dword", "hexid text",      "flag"};
constexpr std::array<std::string_view, 4> kTagNames{"documented", "dumped", "inferred", "candidate"};

template <class Enum, std::size_t Count>
Result<Enum> named(const std::array<std::string_view, Count>& names, std::string_view name, std::string_view what) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return fail(Errc::bad_value, fmt::format("\"{}\" is no {}", name, what));
    return static_cast<Enum>(found - names.begin());
}

bool size_fits(const Field& field) {
    switch (field.kind) {
        case FieldKind::byte:
        case FieldKind::flag:
            return field.size == 1;
        case FieldKind::word:
            return field.size == 2;
        case FieldKind::dword:
            return field.size == 4;
        case FieldKind::hexid_text:
            return field.size == kHexidDigits || field.size == kHexidDigits + 1;
        default:
            return field.size > 0;
    }
}

}  // namespace

const Field* RecordLayout::find(std::string_view field) const {
    const auto found = std::ranges::find(fields, field, &Field::name);
    return found == fields.end() ? nullptr : &*found;
}

Result<void> validate(const RecordLayout& layout) {
    if (layout.record_size == 0 || layout.record_size > kLargestRecord || layout.header_size > kLargestHeader)
        return fail(Errc::bad_value, fmt::format("layout {}: no possible record or header size", layout.name));
    for (auto field = layout.fields.begin(); field != layout.fields.end(); ++field) {
        const auto complain = [&](std::string_view what) {
            return fail(Errc::bad_value, fmt::format("layout {}: field {} {}", layout.name, field->name, what));
        };
        if (field->name.empty()) return complain("has no name");
        if (!size_fits(*field)) return complain("has a size that its kind cannot have");
        if (field->offset > layout.record_size || field->size > layout.record_size - field->offset)
            return complain("lies outside the record");
        for (auto other = layout.fields.begin(); other != field; ++other) {
            if (other->name == field->name) return complain("is named twice");
            if (other->offset < field->end() && field->offset < other->end())
                return complain(fmt::format("overlaps {}", other->name));
        }
    }
    return {};
}

std::string_view name_of(FieldKind kind) { return kKindNames.at(static_cast<std::size_t>(kind)); }
std::string_view name_of(EvidenceTag tag) { return kTagNames.at(static_cast<std::size_t>(tag)); }

Result<FieldKind> field_kind_named(std::string_view name) {
    return named<FieldKind>(kKindNames, name, "kind of field");
}
Result<EvidenceTag> evidence_tag_named(std::string_view name) {
    return named<EvidenceTag>(kTagNames, name, "evidence tag");
}

}  // namespace restante::postoffice
