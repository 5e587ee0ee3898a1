#include "targets/pst/pst_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <string_view>
#include <system_error>

#include "base/case_fold.h"
#include "base/code_page.h"

namespace restante::targets {
namespace {

unsigned shift_of_suffix(char suffix) {
    switch (suffix) {
        case 'k':
        case 'K':
            return 10;
        case 'm':
        case 'M':
            return 20;
        case 'g':
        case 'G':
            return 30;
        default:
            return 0;
    }
}

// "650M": a number, and perhaps k, M or G for the powers of 1024.
std::optional<std::uint64_t> size_of(std::string_view text) {
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || rest == text.data()) return std::nullopt;
    if (rest == end) return number;
    const unsigned shift = shift_of_suffix(*rest);
    if (shift == 0 || rest + 1 != end || number > std::numeric_limits<std::uint64_t>::max() >> shift)
        return std::nullopt;
    return number << shift;
}

Result<void> set_format(const std::string& value, PstSettings& settings) {
    if (value != "unicode" && value != "ansi")
        return fail(Errc::usage, fmt::format("pst: format is unicode or ansi, not \"{}\"", value));
    settings.format = value == "ansi" ? pst::Format::ansi : pst::Format::unicode;
    return {};
}

Result<void> set_encoding(const std::string& value, PstSettings& settings) {
    if (value == "none")
        settings.encoding = pst::Encoding::none;
    else if (value == "permute")
        settings.encoding = pst::Encoding::permute;
    else if (value == "cyclic")
        settings.encoding = pst::Encoding::cyclic;
    else
        return fail(Errc::usage, fmt::format("pst: encoding is permute, none or cyclic, not \"{}\"", value));
    return {};
}

Result<void> set_part_bytes(const std::string& value, PstSettings& settings) {
    const auto size = size_of(value);
    if (!size)
        return fail(Errc::usage, fmt::format("pst: max-size is a number of bytes such as 650M, not \"{}\"", value));
    if (*size < kSmallestPart)
        return fail(Errc::usage, fmt::format("pst: max-size must be at least {}: no PST is smaller", kSmallestPart));
    settings.part_bytes = *size;
    return {};
}

Result<void> set_code_page(const std::string& value, PstSettings& settings) {
    int number = 0;
    const auto [rest, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || rest != value.data() + value.size() || !CodePage::numbered(number))
        return fail(Errc::usage, fmt::format("pst: the code page \"{}\" is not known", value));
    settings.code_page = number;
    return {};
}

}  // namespace

Result<PstSettings> PstSettings::parse(const TargetUri& uri) {
    PstSettings settings;
    settings.place = uri.rest;
    settings.single_file = fold_case(uri.rest).ends_with(".pst");
    bool names_code_page = false;
    for (const auto& [name, value] : uri.parameters) {
        if (name == "format")
            TRY_VOID(set_format(value, settings));
        else if (name == "encoding")
            TRY_VOID(set_encoding(value, settings));
        else if (name == "max-size")
            TRY_VOID(set_part_bytes(value, settings));
        else if (name == "codepage") {
            TRY_VOID(set_code_page(value, settings));
            names_code_page = true;
        } else
            return fail(Errc::usage, fmt::format("pst: knows no parameter \"{}\"; known are format, max-size, encoding "
                                                 "and codepage",
                                                 name));
    }
    if (settings.format == pst::Format::ansi)
        settings.part_bytes = std::min(settings.part_bytes == 0 ? kAnsiPartBytes : settings.part_bytes, kAnsiPartBytes);
    else if (names_code_page)
        return fail(Errc::usage, "pst: codepage is for format=ansi; Unicode files have none");
    return settings;
}

}  // namespace restante::targets
