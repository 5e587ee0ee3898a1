#include "formats/exchange/recipient.h"

#include <algorithm>

#include "base/ascii.h"

namespace restante::exchange {
namespace {

constexpr std::size_t kLongestType = 32;

bool is_address_type(std::string_view type) {
    return !type.empty() && type.size() <= kLongestType && std::all_of(type.begin(), type.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

}  // namespace

TypedAddress read_typed_address(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || !is_address_type(text.substr(0, colon))) return {{}, std::string(text)};
    return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

Recipient read_recipient(std::string_view text) {
    text = trimmed(text, " ");
    if (!text.ends_with(']')) return {std::string(text), {}, {}};
    // An address may hold brackets of its own: a@[192.0.2.1].
    for (std::size_t open = text.rfind('['); open != std::string_view::npos;
         open = open == 0 ? std::string_view::npos : text.rfind('[', open - 1)) {
        TypedAddress inside = read_typed_address(text.substr(open + 1, text.size() - open - 2));
        if (inside.type.empty()) continue;
        return {std::string(trimmed(text.substr(0, open), " ")), std::move(inside.type), std::move(inside.address)};
    }
    return {std::string(text), {}, {}};
}

std::string recipient_text(const Recipient& recipient, bool& changed) {
    Recipient written = recipient;
    if (written.type.empty() || written.address.empty()) written.type = written.address = std::string();
    if (written.name.empty()) written.name = recipient.address;
    written.name = trimmed(written.name, " ");
    const auto text_of = [](const Recipient& one) {
        return one.type.empty() ? one.name : one.name + " [" + one.type + ":" + one.address + "]";
    };
    if (read_recipient(text_of(written)) == written) return text_of(written);
    for (std::string* part : {&written.name, &written.address}) {
        std::replace(part->begin(), part->end(), '[', '(');
        std::replace(part->begin(), part->end(), ']', ')');
    }
    changed = changed || text_of(written) != text_of({recipient.name, written.type, recipient.address});
    return text_of(written);
}

}  // namespace restante::exchange
