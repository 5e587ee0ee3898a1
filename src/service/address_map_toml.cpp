// The address map as TOML: [[rule]] tables with `old` and `new`. Wraps toml++.
#include <fmt/format.h>
// Its assertions would end debug builds on malformed input, which its parser reports anyway.
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <toml++/toml.h>

#include <string>
#include <utility>

#include "service/address_map_file.h"
#include "service/toml_text.h"

namespace restante::service {
namespace {

std::uint64_t line_of(const toml::node& node) { return node.source().begin.line; }

Result<std::string> text_in(const toml::table& table, std::string_view key) {
    const toml::node* const node = table.get(key);
    if (node == nullptr) return std::string();
    const auto text = node->value_exact<std::string>();
    if (!text) return fail(Errc::bad_value, fmt::format("\"{}\" must be a text in quotes", key), line_of(*node));
    return *text;
}

Result<void> add_rule(const toml::node& node, pipeline::AddressRules& rules) {
    const toml::table* const table = node.as_table();
    if (table == nullptr) return fail(Errc::bad_value, "a rule must be a table", line_of(node));
    for (const auto& [key, value] : *table)
        if (key != "old" && key != "new" && key != "name" && key != "comment")
            return fail(Errc::bad_value,
                        fmt::format("the key \"{}\" is not known; known are old, new, name and comment", key.str()),
                        line_of(value));
    const std::string old = TRY(text_in(*table, "old"));
    const std::string replacement = TRY(text_in(*table, "new"));
    if (replacement.empty()) return {};
    auto added = rules.add(old, replacement, line_of(node));
    if (!added) return fail(added.error().code, std::move(added.error().what), line_of(node));
    return {};
}

}  // namespace

Result<pipeline::AddressRules> address_map_of_toml(std::string_view bytes) {
    const std::string text = TRY(ascii_toml(bytes));
    try {
        const toml::table document = toml::parse(text);
        pipeline::AddressRules rules;
        for (const auto& [key, value] : document) {
            if (key != "rule")
                return fail(Errc::bad_value, fmt::format("\"{}\" is not known; a map holds [[rule]] tables", key.str()),
                            line_of(value));
            const toml::array* const list = value.as_array();
            if (list == nullptr) return fail(Errc::bad_value, "write [[rule]], not [rule]", line_of(value));
            for (const toml::node& node : *list) TRY_VOID(add_rule(node, rules));
        }
        return rules;
    } catch (const toml::parse_error& error) {
        return fail(Errc::bad_value, std::string(error.description()), error.source().begin.line);
    }
}

}  // namespace restante::service
