#include "targets/files/path_name.h"

#include <algorithm>
#include <cstdint>

#include "base/sha256.h"
#include "base/utf8.h"
#include "targets/files/device_names.h"
#include "targets/files/modified_utf7.h"

namespace restante::targets::files {
namespace {

constexpr std::string_view kOurs = "%~";
constexpr std::size_t kHash = 16;

void append_escape(char letter, std::string& into) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    const auto byte = static_cast<std::uint8_t>(letter);
    into += '%';
    into += kHex[byte >> 4U];
    into += kHex[byte & 15U];
}

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

std::string escaped(std::string_view name, bool every_dot) {
    if (name.empty()) return "%_";
    const bool valid = is_valid_utf8(name);
    const bool device = is_device_name(name);
    std::string text;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char letter = name[i];
        const auto byte = static_cast<std::uint8_t>(letter);
        const bool at_end = i == 0 || i + 1 == name.size();
        const bool control = byte < 0x20 || byte == 0x7F;
        // U+0080 to U+009F are control characters too: C2 80 to C2 9F.
        const auto next = i + 1 < name.size() ? static_cast<std::uint8_t>(name[i + 1]) : std::uint8_t{0};
        const auto before = i > 0 ? static_cast<std::uint8_t>(name[i - 1]) : std::uint8_t{0};
        const bool high_control =
            (byte == 0xC2 && next >= 0x80 && next < 0xA0) || (before == 0xC2 && byte >= 0x80 && byte < 0xA0);
        const bool forbidden = std::string_view("%/\\:*?\"<>|").find(letter) != std::string_view::npos;
        const bool edge = (letter == ' ' && at_end) || (letter == '.' && (at_end || every_dot));
        if (control || high_control || forbidden || edge || (!valid && byte >= 0x80) || (device && i == 0))
            append_escape(letter, text);
        else
            text += letter;
    }
    return text;
}

ComponentName limited(std::string text, std::string_view name) {
    if (text.size() <= kLongestComponent) return {std::move(text), false};
    return {shorten_component(text, name, kLongestComponent), true};
}

// A "%~2" at the end, or nothing. Nothing at all when the name was shortened.
std::optional<std::string_view> without_number(std::string_view text) {
    const std::size_t mark = text.rfind(kOurs);
    if (mark == std::string_view::npos) return text;
    const std::string_view tail = text.substr(mark + kOurs.size());
    const bool digits = !tail.empty() && tail.size() < kHash &&
                        std::all_of(tail.begin(), tail.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) return std::nullopt;
    return text.substr(0, mark);
}

}  // namespace

ComponentName encode_component(std::string_view name) { return limited(escaped(name, false), name); }

ComponentName encode_maildir_component(std::string_view name) {
    return limited(to_modified_utf7(escaped(name, true)), name);
}

std::optional<std::string> decode_component(std::string_view text) {
    const auto plain = without_number(text);
    if (!plain || plain->empty() || plain->find(kOurs) != std::string_view::npos) return std::nullopt;
    if (*plain == "%_") return std::string();
    std::string name;
    for (std::size_t i = 0; i < plain->size(); ++i) {
        if ((*plain)[i] != '%') {
            name += (*plain)[i];
            continue;
        }
        if (plain->size() - i < 3) return std::nullopt;
        const int high = hex_value((*plain)[i + 1]);
        const int low = hex_value((*plain)[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        name += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return name;
}

std::optional<std::string> decode_maildir_component(std::string_view text) {
    const auto utf8 = from_modified_utf7(text);
    return utf8 ? decode_component(*utf8) : std::nullopt;
}

std::string shorten_component(std::string_view text, std::string_view full_name, std::size_t limit) {
    std::string_view head = utf8_prefix(text, limit - kOurs.size() - kHash);
    // Neither half an escape nor half a modified UTF-7 run may stay.
    const std::size_t escape = head.rfind('%');
    if (escape != std::string_view::npos && head.size() - escape < 3) head = head.substr(0, escape);
    const std::size_t run = head.rfind('&');
    if (run != std::string_view::npos && head.find('-', run) == std::string_view::npos &&
        text.find('-', run) != std::string_view::npos)
        head = head.substr(0, run);
    return std::string(head) + std::string(kOurs) + Sha256::hex_of(as_bytes(full_name)).substr(0, kHash);
}

}  // namespace restante::targets::files
