#include "formats/ldif/ldif_reader.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/unfolded_line.h"

namespace restante::ldif {
namespace {

int digit_of(char c) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t found = kDigits.find(c);
    return found == std::string_view::npos ? -1 : static_cast<int>(found);
}

std::optional<std::string> decoded(std::string_view base64) {
    std::string bytes;
    std::uint32_t held = 0;
    unsigned bits = 0;
    while (base64.ends_with('=')) base64.remove_suffix(1);
    for (const char c : base64) {
        const int digit = digit_of(c);
        if (digit < 0) return std::nullopt;
        held = (held << 6U) | static_cast<std::uint32_t>(digit);
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>((held >> bits) & 0xFFU);
    }
    return bytes;
}

}  // namespace

std::string Entry::value(std::string_view name) const {
    const auto found =
        std::find_if(attributes.begin(), attributes.end(), [&](const auto& a) { return a.first == name; });
    return found == attributes.end() ? std::string() : found->second;
}

std::vector<std::string> Entry::values(std::string_view name) const {
    std::vector<std::string> all;
    for (const auto& [key, value] : attributes)
        if (key == name) all.push_back(value);
    return all;
}

Result<std::vector<Entry>> read_entries(std::string_view text) {
    std::vector<Entry> entries;
    bool open = false;
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t begin = position;
        const std::string line = next_unfolded_line(text, position, " ", kLongestValue);
        if (line.size() > kLongestValue) return fail(Errc::too_large, "a line of LDIF is too long", begin);
        if (line.empty()) {
            open = false;
            continue;
        }
        if (line.front() == '#') continue;
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos) return fail(Errc::bad_value, "a line of LDIF has no colon", begin);
        const std::string name = line.substr(0, colon);
        std::string_view rest = std::string_view(line).substr(colon + 1);
        const bool base64 = rest.starts_with(':');
        if (base64) rest.remove_prefix(1);
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
        std::optional<std::string> value = base64 ? decoded(rest) : std::string(rest);
        if (!value) return fail(Errc::bad_value, "a value of LDIF is no base64", begin);
        if (name == "dn") {
            entries.push_back({std::move(*value), {}});
            open = true;
        } else if (open) {
            entries.back().attributes.emplace_back(name, std::move(*value));
        } else if (name != "version" || !entries.empty()) {
            return fail(Errc::bad_value, "an attribute of LDIF belongs to no entry", begin);
        }
    }
    return entries;
}

}  // namespace restante::ldif
