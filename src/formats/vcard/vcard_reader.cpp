#include "formats/vcard/vcard_reader.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/unfolded_line.h"

namespace restante::vcard {
namespace {

// Where the value begins: the first ":" outside of quotes.
std::size_t colon_in(std::string_view line) {
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"') quoted = !quoted;
        if (line[i] == ':' && !quoted) return i;
    }
    return std::string_view::npos;
}

}  // namespace

std::string unescaped(std::string_view value) {
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '\\' || i + 1 == value.size()) {
            text += value[i];
            continue;
        }
        const char next = value[++i];
        text += next == 'n' || next == 'N' ? '\n' : next;
    }
    return text;
}

std::string Card::text(std::string_view name) const {
    const auto found =
        std::find_if(properties.begin(), properties.end(), [&](const Property& one) { return one.name == name; });
    return found == properties.end() ? std::string() : unescaped(found->value);
}

std::vector<std::string> Card::all(std::string_view name) const {
    std::vector<std::string> values;
    for (const Property& one : properties)
        if (one.name == name) values.push_back(unescaped(one.value));
    return values;
}

Result<std::vector<Card>> read_cards(std::string_view text) {
    std::vector<Card> cards;
    bool open = false;
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t begin = position;
        const std::string line = next_unfolded_line(text, position, " \t", kLongestValue);
        if (line.empty()) continue;
        if (line.size() > kLongestValue) return fail(Errc::too_large, "a line of a vCard is too long", begin);
        const std::size_t colon = colon_in(line);
        if (colon == std::string::npos) return fail(Errc::bad_value, "a line of a vCard has no colon", begin);
        const std::string_view head = std::string_view(line).substr(0, colon);
        const std::size_t semicolon = std::min(head.find(';'), head.size());
        Property property{ascii_upper(head.substr(0, semicolon)), {}, line.substr(colon + 1)};
        if (semicolon < head.size()) property.parameters = head.substr(semicolon + 1);
        if (const std::size_t dot = property.name.find('.'); dot != std::string::npos) property.name.erase(0, dot + 1);
        const bool card = ascii_upper(property.value) == "VCARD";
        if (property.name == "BEGIN" && card) {
            if (open) return fail(Errc::bad_value, "a vCard begins inside another", begin);
            open = true;
            cards.emplace_back();
        } else if (!open) {
            return fail(Errc::bad_value, "there is text outside of vCards", begin);
        } else if (property.name == "END" && card) {
            open = false;
        } else {
            cards.back().properties.push_back(std::move(property));
        }
    }
    if (open) return fail(Errc::truncated, "the last vCard has no end", text.size());
    return cards;
}

}  // namespace restante::vcard
