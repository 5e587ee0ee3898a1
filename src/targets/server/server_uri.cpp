#include "targets/server/server_uri.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "targets/target_uri.h"

namespace restante::targets::server {
namespace {

constexpr int kLargestPort = 65535;

// "host", "host:143", "[::1]:143"
Result<void> read_server(std::string_view server, std::string_view scheme, std::string_view form, ServerUri& into) {
    std::size_t colon = server.rfind(':');
    if (server.ends_with(']') || colon == std::string_view::npos) colon = server.size();
    into.host = server.substr(0, colon);
    const bool legal = std::all_of(into.host.begin(), into.host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == '_' || c == ':' || c == '[' || c == ']';
    });
    if (into.host.empty() || !legal) return unusable_uri(scheme, fmt::format("name the server: {}", form));
    if (colon == server.size()) return {};
    const std::string_view digits = server.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), into.port);
    if (error != std::errc() || end != digits.data() + digits.size() || into.port < 1 || into.port > kLargestPort)
        return unusable_uri(scheme, fmt::format("\"{}\" is no port", digits));
    return {};
}

tl::unexpected<Error> controls_in_levels(std::string_view scheme) {
    return unusable_uri(scheme, "the folder to write below holds control characters");
}

}  // namespace

tl::unexpected<Error> unusable_uri(std::string_view scheme, std::string_view why) {
    return fail(Errc::usage, fmt::format("{}: {}", scheme, why));
}

bool has_controls(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; });
}

Result<ServerUri> parse_server_uri(std::string_view rest, std::string_view scheme, std::string_view form) {
    if (!rest.starts_with("//")) return unusable_uri(scheme, fmt::format("write {}", form));
    rest.remove_prefix(2);
    ServerUri uri;
    // A user may be an address: the server stands behind the last "@" in front of the path.
    const std::string_view authority = rest.substr(0, rest.find('/'));
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) {
        if (authority.substr(0, at).find(':') != std::string_view::npos)
            return unusable_uri(scheme,
                                "a password does not belong into a URI; use RESTANTE_PASSWORD, --secret-file, "
                                "--secret-command or the prompt");
        uri.user = percent_decoded(authority.substr(0, at));
        if (uri.user.empty() || has_controls(uri.user)) return unusable_uri(scheme, "the user is no name");
    }
    TRY_VOID(read_server(authority.substr(at == std::string_view::npos ? 0 : at + 1), scheme, form, uri));
    uri.path = rest.substr(authority.size());
    return uri;
}

Result<std::vector<std::string>> folder_levels(std::string_view path, std::string_view scheme) {
    std::vector<std::string> levels;
    while (!path.empty()) {
        const std::string_view level = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(level.size() + 1, path.size()));
        if (!level.empty()) levels.emplace_back(level);
        if (has_controls(level)) return controls_in_levels(scheme);
    }
    return levels;
}

Result<std::vector<std::string>> decoded_folder_levels(std::string_view path, std::string_view scheme) {
    // An escaped "/" belongs to its level.
    std::vector<std::string> levels = TRY(folder_levels(path, scheme));
    for (std::string& level : levels) {
        level = percent_decoded(level);
        if (has_controls(level)) return controls_in_levels(scheme);
    }
    return levels;
}

Result<std::string> filled_in(std::string_view text, const model::Mailbox& mailbox) {
    std::string result;
    while (!text.empty()) {
        const std::size_t open = std::min(text.find('{'), text.size());
        result += text.substr(0, open);
        text.remove_prefix(open);
        if (text.starts_with("{mailbox}")) {
            result += model::label_of(mailbox);
            text.remove_prefix(9);
        } else if (text.starts_with("{address}")) {
            if (mailbox.internet.empty())
                return fail(Errc::usage,
                            fmt::format("the mailbox {} has no Internet address to log in with; name one with --map or "
                                        "--domain, write {{mailbox}} for its name, or leave it out with --exclude",
                                        model::label_of(mailbox)));
            result += mailbox.internet;
            text.remove_prefix(9);
        } else if (!text.empty()) {
            result += '{';
            text.remove_prefix(1);
        }
    }
    return result;
}

Result<std::string> account_of(const model::Mailbox& mailbox, const std::string& user) {
    const bool by_name = user.find("{mailbox}") != std::string::npos;
    const bool by_address = user.empty() || user.find("{address}") != std::string::npos;
    if (mailbox.shared && (by_name || by_address))
        return fail(
            Errc::usage,
            "shared folders belong to no account; leave them out with --no-shared, and send them to one account "
            "in a run of their own");
    return filled_in(user.empty() ? "{address}" : user, mailbox);
}

}  // namespace restante::targets::server
