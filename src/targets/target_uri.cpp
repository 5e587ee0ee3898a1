#include "targets/target_uri.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace restante::targets {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_scheme(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '+';
    });
}

}  // namespace

std::string percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape =
            text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
        decoded += escape ? static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])) : text[i];
        if (escape) i += 2;
    }
    return decoded;
}

Result<TargetUri> TargetUri::parse(const std::string& uri) {
    const std::size_t colon = uri.find(':');
    if (colon == std::string::npos || !is_scheme(std::string_view(uri).substr(0, colon)))
        return fail(Errc::usage,
                    fmt::format("\"{}\" is no target: a target is KIND:PLACE, for example maildir:out", uri));
    TargetUri parsed;
    for (const char c : uri.substr(0, colon)) parsed.scheme += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const std::size_t question = uri.find('?', colon);
    parsed.rest = uri.substr(colon + 1, question == std::string::npos ? question : question - colon - 1);
    if (parsed.rest.empty()) return fail(Errc::usage, fmt::format("\"{}\" does not say where to write to", uri));
    if (question == std::string::npos) return parsed;

    std::string_view query = std::string_view(uri).substr(question + 1);
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || equals == 0)
            return fail(Errc::usage, fmt::format("{}: the parameter \"{}\" is not NAME=VALUE", parsed.scheme, pair));
        parsed.parameters.emplace_back(pair.substr(0, equals), percent_decoded(pair.substr(equals + 1)));
    }
    return parsed;
}

}  // namespace restante::targets
