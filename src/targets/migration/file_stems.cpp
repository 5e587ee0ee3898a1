#include "targets/migration/file_stems.h"

#include <cstddef>

#include "base/ascii.h"
#include "base/ascii_lookalike.h"
#include "targets/files/device_names.h"

namespace restante::targets::migration {
namespace {

constexpr std::size_t kLongestStem = 8;
constexpr const char* kPublicStem = "PUBLIC";
constexpr const char* kNamelessStem = "MAILBOX";

std::string plain_stem(const model::Mailbox& mailbox) {
    if (mailbox.shared) return kPublicStem;
    std::string stem;
    for (const char c : ascii_upper(ascii_lookalike(mailbox.name)))
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-') stem += c;
    if (files::is_device_name(stem)) stem.insert(0, 1, '_');
    stem.resize(std::min(stem.size(), kLongestStem));
    return stem.empty() ? kNamelessStem : stem;
}

}  // namespace

std::string stem_for(const model::Mailbox& mailbox, const std::function<bool(const std::string&)>& taken) {
    const std::string base = plain_stem(mailbox);
    std::string stem = base;
    for (std::size_t number = 2; taken(stem); ++number) {
        const std::string suffix = "~" + std::to_string(number);
        stem = base.substr(0, kLongestStem - std::min(suffix.size(), kLongestStem - 1)) + suffix;
    }
    return stem;
}

}  // namespace restante::targets::migration
