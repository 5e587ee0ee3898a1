#include "service/address_map_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/case_fold.h"
#include "base/escaped_pattern.h"
#include "formats/csv/csv_reader.h"
#include "service/table_text.h"
#include "targets/files/output_file.h"

namespace restante::service {
namespace {

constexpr std::uint64_t kLargestMap = 64 * 1024 * 1024;

constexpr std::string_view kOld = "old", kNew = "new";
constexpr std::string_view kBlanks = " \t";  // a fax address ends in a carriage return
// What `inspect --addresses` writes beside them for the reader.
constexpr std::array<std::string_view, 4> kForPeople{"name", "count", "reach", "comment"};

struct Columns {
    std::size_t old = std::numeric_limits<std::size_t>::max(), replacement = old, count = 0;
};

Result<Columns> columns_of(const csv::Record& header) {
    Columns columns;
    columns.count = header.fields.size();
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        const std::string name = fold_case(trimmed(header.fields[i], kBlanks));
        if (std::find(seen.begin(), seen.end(), name) != seen.end())
            return fail(Errc::bad_value, fmt::format("the column \"{}\" is there twice", name), header.line);
        seen.push_back(name);
        if (name == kOld)
            columns.old = i;
        else if (name == kNew)
            columns.replacement = i;
        else if (std::find(kForPeople.begin(), kForPeople.end(), name) == kForPeople.end())
            return fail(
                Errc::bad_value,
                fmt::format("the column \"{}\" is not known; known are old, new, name, count, reach and comment", name),
                header.line);
    }
    for (const auto& [column, name] : {std::pair(columns.old, kOld), std::pair(columns.replacement, kNew)})
        if (column >= columns.count)
            return fail(Errc::bad_value, fmt::format("there is no column \"{}\" in the first line", name), header.line);
    return columns;
}

Result<void> add_record(const csv::Record& record, const Columns& columns, pipeline::AddressRules& rules) {
    if (record.fields.size() > columns.count)
        return fail(Errc::bad_value,
                    fmt::format("{} fields, but the first line names {} columns", record.fields.size(), columns.count),
                    record.line);
    const auto field = [&](std::size_t column) {
        return column < record.fields.size() ? trimmed(record.fields[column], kBlanks) : std::string_view();
    };
    const std::string_view replacement = field(columns.replacement);
    if (replacement.empty()) return {};  // not decided: as if the line were not there
    auto added = rules.add(field(columns.old), replacement, record.line);
    if (!added) return fail(added.error().code, std::move(added.error().what), record.line);
    return {};
}

bool is_toml(const std::string& path, std::string_view bytes) {
    if (fold_case(path).ends_with(".toml")) return true;
    if (fold_case(path).ends_with(".csv")) return false;
    const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != std::string_view::npos && bytes[first] == '[';
}

}  // namespace

Result<pipeline::AddressRules> address_map_of_csv(std::string_view bytes) {
    const std::string text = TRY(table_text(bytes));
    csv::Reader reader(text);
    std::optional<Columns> columns;
    pipeline::AddressRules rules;
    for (;;) {
        const auto record = TRY(reader.next());
        if (!record) break;
        if (record->blank() || (!record->fields.empty() && record->fields.front().starts_with('#'))) continue;
        if (columns)
            TRY_VOID(add_record(*record, *columns, rules));
        else
            columns = TRY(columns_of(*record));
    }
    if (!columns) return fail(Errc::bad_value, "there is no line that names the columns", 1);
    return rules;
}

Outcome<std::shared_ptr<const pipeline::AddressRules>> read_address_map(const std::string& path) {
    const auto bytes = targets::files::read_file(path, kLargestMap);
    if (!bytes) return refuse(ExitCode::usage, "the address map: " + bytes.error().describe());
    auto rules = is_toml(path, *bytes) ? address_map_of_toml(*bytes) : address_map_of_csv(*bytes);
    if (!rules)
        return refuse(ExitCode::usage,
                      fmt::format("{}:{}: {}", path, rules.error().offset.value_or(1), rules.error().what));
    return std::make_shared<const pipeline::AddressRules>(std::move(*rules));
}

std::string address_map_text(const std::vector<pipeline::CountedAddress>& addresses) {
    std::string text = "old,new,reach,count,name\r\n";
    for (const pipeline::CountedAddress& one : addresses) {
        // What is an Internet address already needs no rule.
        const bool as_it_is = one.reach == pipeline::Reach::internet;
        const std::string& known = one.spec.empty() ? one.hint : one.spec;
        text += csv::record_text({escape_pattern(one.old), as_it_is ? "" : escape_pattern(known),
                                  std::string(name_of(one.reach)), std::to_string(one.count), one.name});
        text += "\r\n";
    }
    return text;
}

}  // namespace restante::service
