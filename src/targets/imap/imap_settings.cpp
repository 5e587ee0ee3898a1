#include "targets/imap/imap_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace restante::targets::imap {
namespace {

constexpr int kImapPort = 143, kImapsPort = 993;
constexpr int kLargestPort = 65535;

tl::unexpected<Error> unusable(std::string_view scheme, std::string_view why) {
    return fail(Errc::usage, fmt::format("{}: {}", scheme, why));
}

bool has_controls(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; });
}

// "host", "host:143", "[::1]:143"
Result<void> read_server(std::string_view server, const std::string& scheme, ConnectionSettings& into) {
    std::size_t colon = server.rfind(':');
    if (server.ends_with(']') || colon == std::string_view::npos) colon = server.size();
    into.host = server.substr(0, colon);
    const bool legal = std::all_of(into.host.begin(), into.host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == '_' || c == ':' || c == '[' || c == ']';
    });
    if (into.host.empty() || !legal)
        return unusable(scheme, fmt::format("name the server: {}://USER@HOST[:PORT][/ROOT]", scheme));
    if (colon == server.size()) return {};
    const std::string_view digits = server.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), into.port);
    if (error != std::errc() || end != digits.data() + digits.size() || into.port < 1 || into.port > kLargestPort)
        return unusable(scheme, fmt::format("\"{}\" is no port", digits));
    return {};
}

Result<void> read_root(std::string_view path, const std::string& scheme, std::vector<std::string>& root) {
    while (!path.empty()) {
        const std::string_view level = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(level.size() + 1, path.size()));
        if (level.empty()) continue;
        root.push_back(percent_decoded(level));
        if (has_controls(root.back())) return unusable(scheme, "the folder to write below holds control characters");
    }
    return {};
}

Result<Authentication> authentication_named(const std::string& name, const std::string& scheme) {
    if (name == "plain") return Authentication::plain;
    if (name == "login") return Authentication::login;
    if (name == "xoauth2") return Authentication::xoauth2;
    if (name == "gssapi") return Authentication::gssapi;
    return unusable(scheme, fmt::format("auth={}: known are plain, login, xoauth2 and gssapi", name));
}

Result<void> read_parameter(const std::string& name, const std::string& value, const std::string& scheme,
                            ImapSettings& into) {
    if (name == "auth") {
        into.connection.authentication = TRY(authentication_named(value, scheme));
        return {};
    }
    if (name == "starttls" && !into.connection.tls_at_once) {
        if (value != "required" && value != "no") return unusable(scheme, "starttls is required or no");
        into.connection.starttls = value == "required";
        return {};
    }
    if (name == "ca") {
        into.connection.ca_file = value;
        return {};
    }
    if (name == "master" || name == "admin") {
        if (value.empty() || has_controls(value)) return unusable(scheme, name + " names nobody");
        if (into.admin_login != AdminLogin::none) return unusable(scheme, "only one of master and admin can log in");
        into.admin_login = name == "master" ? AdminLogin::master : AdminLogin::authorization;
        into.admin = value;
        return {};
    }
    return unusable(scheme,
                    fmt::format("knows no parameter \"{}\"; known are auth, starttls, ca, master and admin", name));
}

// {mailbox} and {address}
Result<std::string> filled(std::string_view text, const model::Mailbox& mailbox) {
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

}  // namespace

Result<ImapSettings> ImapSettings::parse(const TargetUri& uri) {
    const std::string& scheme = uri.scheme;
    ImapSettings settings;
    settings.connection.tls_at_once = scheme == "imaps";
    settings.connection.port = settings.connection.tls_at_once ? kImapsPort : kImapPort;
    std::string_view rest = uri.rest;
    if (!rest.starts_with("//")) return unusable(scheme, fmt::format("write {}://USER@HOST[:PORT][/ROOT]", scheme));
    rest.remove_prefix(2);
    // A user may be an address: the server stands behind the last "@" in front of the root.
    const std::string_view authority = rest.substr(0, rest.find('/'));
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) {
        if (authority.substr(0, at).find(':') != std::string_view::npos)
            return unusable(scheme,
                            "a password does not belong into a URI; use RESTANTE_PASSWORD, --secret-file, "
                            "--secret-command or the prompt");
        settings.user = percent_decoded(authority.substr(0, at));
        if (settings.user.empty() || has_controls(settings.user)) return unusable(scheme, "the user is no name");
    }
    TRY_VOID(read_server(authority.substr(at == std::string_view::npos ? 0 : at + 1), scheme, settings.connection));
    TRY_VOID(read_root(rest.substr(authority.size()), scheme, settings.root));
    for (const auto& [name, value] : uri.parameters) TRY_VOID(read_parameter(name, value, scheme, settings));
    return settings;
}

Result<Destination> destination_of(const model::Mailbox& mailbox, const ImapSettings& settings) {
    const bool by_name = settings.user.find("{mailbox}") != std::string::npos;
    const bool by_address = settings.user.empty() || settings.user.find("{address}") != std::string::npos;
    if (mailbox.shared && (by_name || by_address))
        return fail(
            Errc::usage,
            "shared folders belong to no account; leave them out with --no-shared, and send them to one account "
            "in a run of their own");
    Destination destination{settings.connection, {}, {}};
    destination.account = TRY(filled(settings.user.empty() ? "{address}" : settings.user, mailbox));
    destination.connection.user = destination.account;
    if (settings.admin_login == AdminLogin::master) destination.connection.user += "*" + settings.admin;
    if (settings.admin_login == AdminLogin::authorization) {
        destination.connection.act_for = destination.account;
        destination.connection.user = settings.admin;
    }
    for (const std::string& level : settings.root) destination.root.push_back(TRY(filled(level, mailbox)));
    return destination;
}

}  // namespace restante::targets::imap
