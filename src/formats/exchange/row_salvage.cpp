#include "formats/exchange/row_salvage.h"

#include <array>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "formats/exchange/primary_file.h"

namespace restante::exchange {
namespace {

constexpr std::size_t kFrontFields = 5;  // Folder, Sender, To, Cc, Bcc
constexpr std::size_t kBackFields = 5;   // Send-Date, Received-Date, Priority, Unread, Unsent

constexpr std::size_t kMostCommas = 200;  // in the first fields

bool is_truth(std::string_view text) {
    return text.empty() || equals_ignoring_ascii_case(text, "TRUE") || equals_ignoring_ascii_case(text, "FALSE");
}

bool is_back_field(std::size_t index, std::string_view text) {
    if (text.empty()) return true;
    if (index < 2) return read_migration_time(text).has_value();
    if (index == 2) return text == "-1" || text == "0" || text == "1";
    return is_truth(text);
}

// The fields before `line`'s end, from the last one back, which hold neither quotes nor commas; takes them off.
std::optional<std::array<std::string, kBackFields>> take_back_fields(std::string_view& line) {
    std::array<std::string, kBackFields> fields;
    std::string_view rest = line;
    for (std::size_t i = kBackFields; i-- > 0;) {
        const std::size_t comma = rest.rfind(',');
        if (comma == std::string_view::npos) return std::nullopt;
        fields[i] = std::string(trimmed(rest.substr(comma + 1), " \t"));
        if (!is_back_field(i, fields[i])) return std::nullopt;
        rest = rest.substr(0, comma);
    }
    line = rest;
    return fields;
}

// The first fields as they would stand in a row that is whole; "" when they cannot be told apart.
std::string_view front_of(std::string_view line) {
    std::size_t end = 0;
    for (std::size_t tried = 0; tried < kMostCommas; ++tried) {
        end = line.find(',', end + 1);
        if (end == std::string_view::npos) return {};
        // A comma in quotes does not end a field: then what is before it is no row.
        const auto row = read_row(line.substr(0, end));
        if (row && row->size() == kFrontFields) return line.substr(0, end);
    }
    return {};
}

}  // namespace

std::optional<SalvagedRow> salvaged_row(std::string_view line) {
    line = trimmed(line);
    const std::size_t mark = line.rfind(",#");
    if (mark == std::string_view::npos || line.find('\0') != std::string_view::npos) return std::nullopt;
    const auto pointer = pointer_in({std::string(line.substr(mark + 1)), false});
    if (!pointer) return std::nullopt;
    std::string_view rest = line.substr(0, mark);
    const auto back = take_back_fields(rest);
    const std::string_view front = front_of(rest);
    std::string text = front.empty() ? ",,,," : std::string(front);
    text += ",";  // the subject stands where the damage is
    for (std::size_t i = 0; i < kBackFields; ++i) text += "," + (back ? (*back)[i] : std::string());
    text += std::string(line.substr(mark));
    PrimarySection section;
    section.columns.assign(message_columns().begin(), message_columns().end());
    const auto fields = read_row(text);
    if (!fields) return std::nullopt;
    // Long fields stand elsewhere, and are not looked for.
    const auto read =
        read_message_row(section, *fields, [](const SectionPointer&) -> Result<std::string> { return std::string(); });
    if (!read) return std::nullopt;
    return SalvagedRow{read->row, !front.empty(), back.has_value()};
}

}  // namespace restante::exchange
