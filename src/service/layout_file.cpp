#include "service/layout_file.h"

#include <fmt/format.h>
// Its assertions would end debug builds on malformed input, which its parser reports anyway.
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "base/ascii.h"
#include "formats/postoffice/records/plain_layout.h"
#include "service/toml_text.h"
#include "sources/file_bytes.h"

namespace restante::service {
namespace {

constexpr std::uint64_t kLargestLayoutFile = 1024ULL * 1024;
// The records whose layout is looked for; the others are known or not needed.
constexpr std::array<std::string_view, 2> kLayoutNames{"ACCESS2", "NME"};

std::uint64_t line_in(const toml::node& node) { return node.source().begin.line; }

Result<void> only_keys(const toml::table& table, std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : table)
        if (std::ranges::find(known, key.str()) == known.end())
            return fail(Errc::bad_value, fmt::format("the key \"{}\" is not known", key.str()), line_in(value));
    return {};
}

Result<std::string> string_at(const toml::table& table, std::string_view key, std::string_view otherwise) {
    const toml::node* const node = table.get(key);
    if (node == nullptr) return std::string(otherwise);
    const auto text = node->value_exact<std::string>();
    if (!text) return fail(Errc::bad_value, fmt::format("\"{}\" must be a text in quotes", key), line_in(*node));
    return *text;
}

Result<std::int64_t> number_at(const toml::table& table, std::string_view key, std::optional<std::int64_t> otherwise) {
    const toml::node* const node = table.get(key);
    if (node == nullptr && otherwise) return *otherwise;
    const auto number = node == nullptr ? std::nullopt : node->value_exact<std::int64_t>();
    if (!number) return fail(Errc::bad_value, fmt::format("\"{}\" must be a number", key), line_in(table));
    return *number;
}

Result<postoffice::PlainField> field_of(const toml::node& node) {
    const toml::table* const table = node.as_table();
    if (table == nullptr) return fail(Errc::bad_value, "a field must be a table", line_in(node));
    TRY_VOID(only_keys(*table, {"name", "offset", "size", "kind", "evidence", "live", "comment"}));
    postoffice::PlainField field;
    field.name = TRY(string_at(*table, "name", ""));
    field.offset = TRY(number_at(*table, "offset", std::nullopt));
    field.size = TRY(number_at(*table, "size", std::nullopt));
    field.kind = TRY(string_at(*table, "kind", ""));
    field.evidence = TRY(string_at(*table, "evidence", field.evidence));
    field.live = TRY(number_at(*table, "live", field.live));
    return field;
}

Result<postoffice::RecordLayout> layout_of(const toml::node& node) {
    const toml::table* const table = node.as_table();
    if (table == nullptr) return fail(Errc::bad_value, "a layout must be a table", line_in(node));
    TRY_VOID(only_keys(*table, {"name", "header", "record", "field", "comment"}));
    postoffice::PlainLayout plain;
    plain.name = ascii_upper(TRY(string_at(*table, "name", "")));
    if (std::ranges::find(kLayoutNames, plain.name) == kLayoutNames.end())
        return fail(
            Errc::bad_value,
            fmt::format("a layout named \"{}\" is not used; used are {}", plain.name, fmt::join(kLayoutNames, ", ")),
            line_in(node));
    plain.header_size = TRY(number_at(*table, "header", 0));
    plain.record_size = TRY(number_at(*table, "record", std::nullopt));
    if (const toml::node* const fields = table->get("field"); fields != nullptr) {
        if (fields->as_array() == nullptr) return fail(Errc::bad_value, "write [[layout.field]]", line_in(*fields));
        for (const toml::node& field : *fields->as_array()) plain.fields.push_back(TRY(field_of(field)));
    }
    auto layout = postoffice::from_plain(plain);
    if (!layout) return fail(Errc::bad_value, std::move(layout.error().what), line_in(node));
    return layout;
}

}  // namespace

Result<std::vector<postoffice::RecordLayout>> layouts_of_toml(std::string_view bytes) {
    const std::string text = TRY(ascii_toml(bytes));
    try {
        const toml::table document = toml::parse(text);
        std::vector<postoffice::RecordLayout> layouts;
        TRY_VOID(only_keys(document, {"layout"}));
        const toml::node* const list = document.get("layout");
        if (list == nullptr || list->as_array() == nullptr)
            return fail(Errc::bad_value, "there is no [[layout]]", line_in(document));
        for (const toml::node& node : *list->as_array()) layouts.push_back(TRY(layout_of(node)));
        return layouts;
    } catch (const toml::parse_error& error) {
        return fail(Errc::bad_value, std::string(error.description()), error.source().begin.line);
    }
}

Outcome<std::vector<postoffice::RecordLayout>> read_layout_files(const std::vector<std::string>& paths) {
    std::vector<postoffice::RecordLayout> layouts;
    for (const std::string& path : paths) {
        const auto file = sources::FileBytes::open(path);
        const auto bytes = file ? read_all(**file, kLargestLayoutFile) : tl::unexpected(file.error());
        if (!bytes) return refuse(ExitCode::usage, bytes.error().describe());
        auto read = layouts_of_toml(as_text(*bytes));
        if (!read)
            return refuse(ExitCode::usage,
                          fmt::format("{}:{}: {}", path, read.error().offset.value_or(0), read.error().what));
        for (postoffice::RecordLayout& layout : *read) layouts.push_back(std::move(layout));
    }
    return layouts;
}

}  // namespace restante::service
