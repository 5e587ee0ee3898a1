#include "targets/directory/powershell_text.h"

#include <fmt/format.h>

#include <utility>

namespace restante::targets::directory {
namespace {

// How many bytes at the start are a quote to PowerShell; 0: none.
std::size_t quote_at(std::string_view text) {
    if (text.starts_with('\'')) return 1;
    for (const std::string_view quote : {"\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9A", "\xE2\x80\x9B"})
        if (text.starts_with(quote)) return quote.size();
    return 0;
}

// Control characters, line ends of Unicode among them: the number of bytes and the number of the character.
std::pair<std::size_t, unsigned> control_at(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (byte(0) < 0x20 || byte(0) == 0x7F) return {1, byte(0)};
    if (byte(0) == 0xC2 && text.size() > 1 && byte(1) < 0xA0) return {2, byte(1)};
    if (text.starts_with("\xE2\x80\xA8")) return {3, 0x2028};
    if (text.starts_with("\xE2\x80\xA9")) return {3, 0x2029};
    return {0, 0};
}

}  // namespace

std::string powershell_string(std::string_view text) {
    std::string expression = "'";
    bool joined = false;
    while (!text.empty()) {
        const auto [size, number] = control_at(text);
        if (size != 0) {
            expression += fmt::format("' + [char]{} + '", number);
            joined = true;
            text.remove_prefix(size);
            continue;
        }
        const std::size_t quote = quote_at(text);
        const std::size_t taken = quote == 0 ? 1 : quote;
        expression += text.substr(0, taken);
        if (quote != 0) expression += text.substr(0, quote);
        text.remove_prefix(taken);
    }
    expression += '\'';
    return joined ? "(" + expression + ")" : expression;
}

std::string powershell_array(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + powershell_string(text);
    return "@(" + list + ")";
}

}  // namespace restante::targets::directory
