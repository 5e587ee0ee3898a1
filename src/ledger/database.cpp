#include "ledger/database.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/utf8.h"

namespace restante::ledger {

std::string in_dialect(std::string_view statement, const Dialect& dialect) {
    const std::array<std::pair<std::string_view, std::string_view>, 8> words{
        {{"{identity}", dialect.identity},
         {"{integer}", dialect.integer},
         {"{strict}", dialect.strict},
         {"{strict_by_key}", dialect.strict_by_key},
         {"{now}", dialect.now},
         {"{now_text}", dialect.now_text},
         {"{skip_locked}", dialect.skip_locked},
         {"{lock_row}", dialect.lock_row}}};
    std::string text(statement);
    for (const auto& [word, meaning] : words)
        for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + meaning.size()))
            text.replace(at, word.size(), meaning);
    return text;
}

std::string storable(std::string_view text) {
    if (is_valid_utf8(text) && text.find('\0') == std::string_view::npos) return std::string(text);
    std::string safe;
    while (!text.empty()) {
        const std::size_t length = text.front() == '\0'
                                       ? 0
                                       : 1 + (static_cast<unsigned char>(text.front()) >= 0xC0U ? 1U : 0U) +
                                             (static_cast<unsigned char>(text.front()) >= 0xE0U ? 1U : 0U) +
                                             (static_cast<unsigned char>(text.front()) >= 0xF0U ? 1U : 0U);
        if (length != 0 && length <= text.size() && is_valid_utf8(text.substr(0, length))) {
            safe += text.substr(0, length);
            text.remove_prefix(length);
        } else {
            fmt::format_to(std::back_inserter(safe), "\\x{:02X}", static_cast<unsigned char>(text.front()));
            text.remove_prefix(1);
        }
    }
    return safe;
}

}  // namespace restante::ledger
