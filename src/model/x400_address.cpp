#include "model/x400_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/ascii.h"

namespace restante::model {
namespace {

struct Key {
    std::string_view written, key;
};

// What is written in front of "=", in capitals, and what it means.
constexpr std::array<Key, 41> kKeys{{{"C", "C"},
                                     {"COUNTRY", "C"},
                                     {"A", "A"},
                                     {"ADMD", "A"},
                                     {"P", "P"},
                                     {"PRMD", "P"},
                                     {"O", "O"},
                                     {"ORG", "O"},
                                     {"OU", "OU1"},
                                     {"OU1", "OU1"},
                                     {"OU2", "OU2"},
                                     {"OU3", "OU3"},
                                     {"OU4", "OU4"},
                                     {"ORGUNIT1", "OU1"},
                                     {"CN", "CN"},
                                     {"COMMONNAME", "CN"},
                                     {"X", "X"},
                                     {"X.121", "X"},
                                     {"X121", "X"},
                                     {"N-ID", "N-ID"},
                                     {"UA-ID", "N-ID"},
                                     {"NUMERICID", "N-ID"},
                                     {"T-TY", "T-TY"},
                                     {"T-ID", "T-ID"},
                                     {"TERMINALID", "T-ID"},
                                     {"S", "S"},
                                     {"SN", "S"},
                                     {"SURNAME", "S"},
                                     {"G", "G"},
                                     {"GN", "G"},
                                     {"GIVEN", "G"},
                                     {"GIVENNAME", "G"},
                                     {"I", "I"},
                                     {"INITIALS", "I"},
                                     {"Q", "Q"},
                                     {"GQ", "Q"},
                                     {"GENERATION", "Q"},
                                     {"DDA", "DDA"},
                                     {"DD", "DDA"},
                                     {"ORGUNIT2", "OU2"},
                                     {"ORGUNIT3", "OU3"}}};

constexpr std::size_t kLongestHead = 64;  // bytes up to "="
constexpr std::size_t kLongestType = kLongestHead - std::string_view("DDA.=").size();

bool is_type(std::string_view text) {
    return !text.empty() && text.size() <= kLongestType && text.find_first_of("/;$") == std::string_view::npos;
}

// The field that `text` begins with, without its value; nothing when it begins with none.
std::optional<X400Field> field_at(std::string_view text, std::size_t& value) {
    const std::size_t equals = text.substr(0, kLongestHead).find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view head = trimmed(text.substr(0, equals));
    const std::size_t joint = head.find_first_of(".:");
    X400Field field;
    std::string written = ascii_upper(head);
    const std::string kind = ascii_upper(head.substr(0, joint));
    if (joint != std::string_view::npos && (kind == "DDA" || kind == "DD")) {
        field.type = trimmed(head.substr(joint + 1));
        if (!is_type(field.type)) return std::nullopt;
        written = kind;
    }
    const auto* const known =
        std::find_if(kKeys.begin(), kKeys.end(), [&](const Key& key) { return key.written == written; });
    if (known == kKeys.end()) return std::nullopt;
    field.key = known->key;
    value = equals + 1;
    // "DDA:RFC-822=..." has the type in front, "DDA=RFC-822=..." and "DDA=RFC-822:..." behind.
    if (field.key != "DDA" || !field.type.empty()) return field;
    const std::size_t end = text.substr(value, kLongestHead).find_first_of("=:/;");
    if (end == std::string_view::npos || (text[value + end] != '=' && text[value + end] != ':')) return field;
    field.type = trimmed(text.substr(value, end));
    if (!field.type.empty() && !is_type(field.type)) return std::nullopt;
    value += end + 1;
    return field;
}

// Reads one value up to the separator. The escape of Microsoft Mail is "$": before / $ = ; it takes away their
// meaning; elsewhere it stands for the "/" it was turned into, because no X.400 value can hold a "$".
std::string read_value(std::string_view text, char separator, bool last_field, std::size_t& position) {
    std::string value;
    for (; position < text.size(); ++position) {
        const char c = text[position];
        if (c == '$') {
            const bool escaped = position + 1 < text.size() &&
                                 std::string_view("/$=;").find(text[position + 1]) != std::string_view::npos;
            value += escaped ? text[++position] : '/';
        } else if (c == separator) {
            const std::string_view rest = text.substr(position + 1);
            std::size_t ignored = 0;
            // "//" is a slash of the value, unless it is the end of an empty field.
            const bool doubled = c == '/' && rest.starts_with('/') && !field_at(rest.substr(1), ignored);
            if (!doubled && !last_field) break;
            value += c;
            if (doubled) ++position;
        } else {
            value += c;
        }
    }
    return value;
}

// RFC 2156 3.4.1: how a PrintableString writes what it has no letter for.
constexpr std::array<std::pair<char, std::string_view>, 7> kEscapes{
    {{'@', "(a)"}, {'%', "(p)"}, {'!', "(b)"}, {'"', "(q)"}, {'_', "(u)"}, {'(', "(l)"}, {')', "(r)"}}};

bool is_printable_string(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(" ',+-./:?").find(c) != std::string_view::npos;
}

void append_escaped(char c, std::string& into) {
    const auto* const known =
        std::find_if(kEscapes.begin(), kEscapes.end(), [c](const auto& e) { return e.first == c; });
    if (known != kEscapes.end())
        into += known->second;
    else
        fmt::format_to(std::back_inserter(into), "({:03})", static_cast<unsigned char>(c));
}

void append_value(const X400Field& field, std::string& into) {
    const bool attribute = field.key == "DDA";
    // Without a type, what stands in front of the first of them would be taken for one.
    if (attribute && field.type.empty() && field.value.find_first_of("=:") != std::string::npos) into += ':';
    const std::size_t last_equals = field.value.rfind('=');
    for (std::size_t i = 0; i < field.value.size(); ++i) {
        const char c = field.value[i];
        if (c == '/')  // what follows "//" must not look like a field
            into += last_equals != std::string::npos && i < last_equals ? "$/" : "//";
        else if (c == '$' || (attribute && !is_printable_string(c) && c != '(' && c != ')' && c != '='))
            append_escaped(c, into);
        else
            into += c;
    }
}

std::string unescaped(std::string_view text) {
    std::string value;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        const auto* const known = std::find_if(kEscapes.begin(), kEscapes.end(),
                                               [rest](const auto& e) { return rest.starts_with(e.second); });
        const auto digit = [&](std::size_t at) { return rest[at] >= '0' && rest[at] <= '9'; };
        if (known != kEscapes.end()) {
            value += known->first;
            i += known->second.size() - 1;
        } else if (rest.size() >= 5 && rest[0] == '(' && rest[4] == ')' && digit(1) && digit(2) && digit(3)) {
            const int code = (rest[1] - '0') * 100 + (rest[2] - '0') * 10 + (rest[3] - '0');
            value += static_cast<char>(code & 0xFF);
            i += 4;
        } else {
            value += text[i];
        }
    }
    return value;
}

}  // namespace

const X400Field* X400Address::find(std::string_view key) const {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const X400Field& one) { return one.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

std::optional<X400Address> parse_x400(std::string_view text) {
    // Blanks at the end may be an ADMD.
    text.remove_prefix(std::min(text.find_first_not_of(kAsciiBlanks), text.size()));
    const char separator = text.starts_with('/') ? '/' : ';';
    X400Address address;
    bool any = false;
    for (std::size_t position = separator == '/' ? 1 : 0; position < text.size(); ++position) {
        std::size_t value = 0;
        auto field = field_at(text.substr(position), value);
        if (!field) {  // what belongs to no field is nothing anybody could deliver by
            position = text.find(separator, position);
            if (position == std::string_view::npos) break;
            continue;
        }
        any = true;
        position += value;
        const bool last = address.fields.size() + 1 == kMostX400Fields;
        const std::string read = read_value(text, separator, last, position);
        field->value = trimmed(read);
        const bool blank_admd = field->key == "A" && field->value.empty() && read.find(' ') != std::string::npos;
        if (blank_admd) field->value = " ";
        if (!field->value.empty()) address.fields.push_back(std::move(*field));
    }
    if (!any) return std::nullopt;
    return address;
}

std::string text_of(const X400Address& address) {
    std::string text;
    for (const X400Field& field : address.fields) {
        text += '/';
        text += field.key;
        if (!field.type.empty()) text += "." + field.type;
        text += '=';
        append_value(field, text);
    }
    return text;
}

std::string internet_address_in(const X400Address& address) {
    for (const X400Field& field : address.fields) {
        const std::string type = ascii_upper(field.type);
        if (field.key == "DDA" && (type == "RFC-822" || type == "RFC822" || type == "SMTP"))
            return unescaped(field.value);
    }
    return {};
}

}  // namespace restante::model
