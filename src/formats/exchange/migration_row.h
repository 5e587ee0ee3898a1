// One row of a packing list, a primary file or the headings of a secondary file: fields separated by commas, and what a
// field may hold. All text is UTF-8. Source: docs/formats/migration.md, Rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace restante::exchange {

constexpr std::size_t kMostRowFields = 256;

struct RowField {
    std::string text{};   // quotes around the whole field undone; of `"a";"b"` they stay
    bool quoted = false;  // such a field is never a pointer

    bool operator==(const RowField&) const = default;
};

// `line` has no line end. bad_value: a quote that is never closed, text behind a closing one, a NUL; too_large: more
// than kMostRowFields. The offset is the place in `line`.
Result<std::vector<RowField>> read_row(std::string_view line);

// The field as it must stand in a row: quoted when it holds one of # ! , \ " % . ; or blanks at its ends. Line ends and
// NULs are not allowed.
[[nodiscard]] std::string row_field(std::string_view text);
// Rows of fields that are ready to stand in one.
[[nodiscard]] std::string joined_row(const std::vector<std::string>& fields);

// "#SAMPLE.SEC(50)": a section of a secondary file whose header row begins at that byte.
struct SectionPointer {
    std::string file{};
    std::uint64_t offset = 0;

    bool operator==(const SectionPointer&) const = default;
};
[[nodiscard]] std::optional<SectionPointer> pointer_in(const RowField& field);
[[nodiscard]] std::string pointer_text(const SectionPointer& pointer);

// Several values of one field, separated by ";", each of which may be quoted. Blanks around them go, empty ones too.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);
// A value is quoted when it holds ";" or a quote.
[[nodiscard]] std::string joined_list(const std::vector<std::string>& values);

}  // namespace restante::exchange
