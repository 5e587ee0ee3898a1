// Reads what vcard_writer.h writes, and other vCards as far as their lines go. Source: docs/formats/vcard.md.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace restante::vcard {

constexpr std::size_t kLongestValue = 1024 * 1024;  // bytes of one unfolded line

struct Property {
    std::string name{};        // in capitals, without its group and parameters
    std::string parameters{};  // "TYPE=work;TYPE=fax", as stored
    std::string value{};       // unfolded, escapes still in it
};

struct Card {
    std::vector<Property> properties{};  // without BEGIN and END

    // The value of the first of that name, escapes undone; "" when there is none.
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
};

// bad_value: a line without ":", a card within a card, text outside of cards; truncated: no END; too_large. The offset
// is where the line begins.
Result<std::vector<Card>> read_cards(std::string_view text);
// Escapes undone.
[[nodiscard]] std::string unescaped(std::string_view value);

}  // namespace restante::vcard
