#include "formats/exchange/multi_value.h"

namespace restante::exchange {

std::string escaped_value(std::string_view value) {
    std::string text;
    for (const char c : value) {
        if (c == '\r')
            text += "\\r";
        else if (c == '\n')
            text += "\\n";
        else if (c == '%' || c == '\\')
            text += {'\\', c};
        else
            text += c;
    }
    return text;
}

std::string joined_values(const std::vector<std::string>& values) {
    std::string field;
    for (const std::string& value : values) {
        if (!field.empty()) field += '%';
        field += escaped_value(value);
    }
    return field;
}

std::vector<std::string> split_values(std::string_view field) {
    std::vector<std::string> values;
    if (field.empty()) return values;
    values.emplace_back();
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] == '%') {
            values.emplace_back();
            continue;
        }
        const char next = field[i] == '\\' && i + 1 < field.size() ? field[i + 1] : '\0';
        if (next == 'r' || next == 'n')
            values.back() += next == 'r' ? '\r' : '\n', ++i;
        else if (next == '%' || next == '\\')
            values.back() += next, ++i;
        else
            values.back() += field[i];
    }
    return values;
}

}  // namespace restante::exchange
