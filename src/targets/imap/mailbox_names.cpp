#include "targets/imap/mailbox_names.h"

#include <fmt/format.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "targets/files/modified_utf7.h"
#include "targets/files/path_name.h"

namespace restante::targets::imap {
namespace {

constexpr std::size_t kLongestName = 200;  // bytes of a whole name: servers keep it as one file name
constexpr std::size_t kMostLevels = 12;    // Dovecot ends at 16
constexpr std::size_t kLongestMoved = 80;  // bytes of a name that was moved to the top
constexpr std::string_view kHiddenLevel = "%~Hidden";
constexpr std::string_view kNoName = "%00";  // names hold no NUL

bool must_be_encoded(char letter, char separator) {
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F || letter == '%' || letter == '*' ||
           letter == '/' || (separator != '\0' && letter == separator);
}

// Escapes of encode_level() become others, which are no wildcards of IMAP.
std::string plain_level(const std::string& level) {
    constexpr std::string_view kNotEverywhere = "!\"%/;<>\\`{|}";
    if (level.find_first_of(kNotEverywhere) == std::string::npos) return level;
    std::string text;
    for (const char letter : level) {
        if (letter == '%')
            text += '=';
        else if (letter == '=' || kNotEverywhere.find(letter) != std::string_view::npos)
            text += fmt::format("={:02X}", static_cast<unsigned char>(letter));
        else
            text += letter;
    }
    return text;
}

// Length of the character of valid UTF-8 at the start; 0 when it is none.
std::size_t character_size(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return is_valid_utf8(text.substr(0, size)) ? size : 0;
}

}  // namespace

std::string encode_level(std::string_view name, char separator) {
    if (name.empty()) return std::string(kNoName);
    const bool only_dots = name == "." || name == "..";
    std::string text;
    for (std::size_t i = 0; i < name.size();) {
        const std::size_t size = character_size(name.substr(i));
        const bool at_end = i == 0 || i + 1 == name.size();
        const bool plain = size > 1 || (size == 1 && !must_be_encoded(name[i], separator) && !only_dots &&
                                        !(at_end && name[i] == ' ') && !(i == 0 && name[i] == '~'));
        if (plain)
            text += name.substr(i, size);
        else
            text += fmt::format("%{:02X}", static_cast<unsigned char>(name[i]));
        i += plain ? size : 1;
    }
    return text;
}

std::string mailbox_name(const std::vector<std::string>& levels, const NameRules& rules) {
    if (levels.size() == 1 && equals_ignoring_ascii_case(levels.front(), "INBOX")) return "INBOX";
    std::string name;
    for (const std::string& level : levels) {
        if (!name.empty()) name += rules.separator == '\0' ? '/' : rules.separator;
        name += rules.plain ? plain_level(level) : level;
    }
    // The prefix is on the wire already.
    return rules.prefix + (rules.utf8 ? name : files::to_modified_utf7(name));
}

MailboxName place_of(const model::Folder& folder, const std::vector<std::string>& root, const NameRules& rules) {
    std::vector<std::string> levels = root;
    const bool below_hidden = folder.hidden && folder.role == model::FolderRole::none;
    if (below_hidden) levels.emplace_back(kHiddenLevel);
    std::string full_name = below_hidden ? "h" : "v";
    for (const std::string& name : folder.path) {
        levels.push_back(encode_level(name, rules.separator));
        full_name += '\0';
        full_name += name;
    }
    // The one name that every server reads in its own way.
    if (root.empty() && !below_hidden && equals_ignoring_ascii_case(levels.front(), "INBOX"))
        levels.front() = fmt::format("%{:02X}{}", levels.front().front(), levels.front().substr(1));
    MailboxName place{mailbox_name(levels, rules), levels.back() != folder.path.back()};
    if (place.name.size() <= kLongestName && levels.size() <= kMostLevels) return place;
    std::vector<std::string> moved = root;
    moved.push_back(files::shorten_component(levels.back(), full_name, kLongestMoved));
    return {mailbox_name(moved, rules), true};
}

}  // namespace restante::targets::imap
