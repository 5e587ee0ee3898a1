#include "formats/exchange/migration_row.h"

#include <charconv>
#include <system_error>
#include <utility>

#include "base/ascii.h"

namespace restante::exchange {
namespace {

constexpr std::string_view kRowBlanks = " \t";

// The place behind the closing quote of the string that begins at `begin`; npos: there is none.
std::size_t end_of_quoted(std::string_view text, std::size_t begin) {
    for (std::size_t i = begin + 1; i < text.size(); ++i) {
        if (text[i] != '"') continue;
        if (i + 1 == text.size() || text[i + 1] != '"') return i + 1;
        ++i;
    }
    return std::string_view::npos;
}

// `quoted` with its quotes.
std::string without_quotes(std::string_view quoted) {
    std::string text;
    for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
        text += quoted[i];
        if (quoted[i] == '"') ++i;
    }
    return text;
}

std::string in_quotes(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

// Reads the field that begins at `at` with a quote, and moves `at` to the comma or the end behind it.
Result<RowField> quoted_field(std::string_view line, std::size_t& at) {
    const std::size_t begin = at;
    const std::size_t end = end_of_quoted(line, begin);
    if (end == std::string_view::npos) return fail(Errc::bad_value, "a quote is never closed", begin);
    at = line.find_first_not_of(kRowBlanks, end);
    if (at == std::string_view::npos) at = line.size();
    if (at == line.size() || line[at] == ',') return RowField{without_quotes(line.substr(begin, end - begin)), true};
    if (line[at] != ';') return fail(Errc::bad_value, "there is text behind a closing quote", at);
    // Several quoted values: they stay as they are for split_list().
    while (at < line.size() && line[at] != ',') {
        if (line[at] != '"') {
            ++at;
            continue;
        }
        const std::size_t value = at;
        at = end_of_quoted(line, value);
        if (at == std::string_view::npos) return fail(Errc::bad_value, "a quote is never closed", value);
    }
    return RowField{std::string(trimmed(line.substr(begin, at - begin), kRowBlanks)), true};
}

}  // namespace

Result<std::vector<RowField>> read_row(std::string_view line) {
    if (const std::size_t nul = line.find('\0'); nul != std::string_view::npos)
        return fail(Errc::bad_value, "there is a NUL: this is no text", nul);
    std::vector<RowField> fields;
    for (std::size_t at = 0;; ++at) {
        if (fields.size() == kMostRowFields) return fail(Errc::too_large, "there are too many fields", at);
        const std::size_t text = line.find_first_not_of(kRowBlanks, at);
        if (text != std::string_view::npos && line[text] == '"') {
            at = text;
            fields.push_back(TRY(quoted_field(line, at)));
        } else {
            const std::size_t end = std::min(line.find(',', at), line.size());
            fields.push_back({std::string(trimmed(line.substr(at, end - at), kRowBlanks)), false});
            at = end;
        }
        if (at == line.size()) return fields;
    }
}

std::string row_field(std::string_view text) {
    const bool plain =
        text.find_first_of("#!,\\\"%.;") == std::string_view::npos && trimmed(text, kRowBlanks).size() == text.size();
    return plain ? std::string(text) : in_quotes(text);
}

std::string joined_row(const std::vector<std::string>& fields) {
    std::string row;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i != 0) row += ',';
        row += fields[i];
    }
    return row;
}

std::optional<SectionPointer> pointer_in(const RowField& field) {
    const std::string_view text = field.text;
    const std::size_t open = text.rfind('(');
    if (field.quoted || !text.starts_with('#') || !text.ends_with(')') || open == std::string_view::npos || open < 2)
        return std::nullopt;
    SectionPointer pointer{std::string(text.substr(1, open - 1))};
    const std::string_view number = text.substr(open + 1, text.size() - open - 2);
    const auto [rest, error] = std::from_chars(number.data(), number.data() + number.size(), pointer.offset);
    if (error != std::errc{} || rest != number.data() + number.size()) return std::nullopt;
    return pointer;
}

std::string pointer_text(const SectionPointer& pointer) {
    return "#" + pointer.file + "(" + std::to_string(pointer.offset) + ")";
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> values;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t begin = at;
        at = std::min(text.find_first_not_of(kRowBlanks, at), text.size());
        const std::size_t closed = at < text.size() && text[at] == '"' ? end_of_quoted(text, at) : 0;
        if (closed != 0 && closed != std::string_view::npos) {
            std::string value = without_quotes(text.substr(at, closed - at));
            at = std::min(text.find(';', closed), text.size());
            // What stands behind the quotes is part of the value, whoever wrote it.
            value += trimmed(text.substr(closed, at - closed), kRowBlanks);
            if (!value.empty()) values.push_back(std::move(value));
            continue;
        }
        at = std::min(text.find(';', begin), text.size());
        const std::string_view value = trimmed(text.substr(begin, at - begin), kRowBlanks);
        if (!value.empty()) values.emplace_back(value);
    }
    return values;
}

std::string joined_list(const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values) {
        if (!text.empty()) text += ';';
        const bool plain =
            value.find_first_of(";\"") == std::string::npos && trimmed(value, kRowBlanks).size() == value.size();
        text += plain ? value : in_quotes(value);
    }
    return text;
}

}  // namespace restante::exchange
