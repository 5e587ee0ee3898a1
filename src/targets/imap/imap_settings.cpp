#include "targets/imap/imap_settings.h"

#include <fmt/format.h>

#include "targets/imap/imap_response.h"
#include "targets/server/server_uri.h"

namespace restante::targets::imap {
namespace {

using server::has_controls;
using server::unusable_uri;

constexpr int kImapPort = 143, kImapsPort = 993;

Result<Authentication> authentication_named(const std::string& name, const std::string& scheme) {
    if (name == "plain") return Authentication::plain;
    if (name == "login") return Authentication::login;
    if (name == "xoauth2") return Authentication::xoauth2;
    if (name == "gssapi") return Authentication::gssapi;
    return unusable_uri(scheme, fmt::format("auth={}: known are plain, login, xoauth2 and gssapi", name));
}

Result<void> read_parameter(const std::string& name, const std::string& value, const std::string& scheme,
                            ImapSettings& into) {
    if (name == "auth") {
        into.connection.authentication = TRY(authentication_named(value, scheme));
        return {};
    }
    if (name == "starttls" && !into.connection.tls_at_once) {
        if (value != "required" && value != "no") return unusable_uri(scheme, "starttls is required or no");
        into.connection.starttls = value == "required";
        return {};
    }
    if (name == "connections") {
        const auto number = parse_number(value);
        if (!number || *number < 1 || *number > ImapSettings::kMostConnections)
            return unusable_uri(scheme,
                                fmt::format("connections is a number from 1 to {}", ImapSettings::kMostConnections));
        into.connections = static_cast<std::size_t>(*number);
        return {};
    }
    if (name == "ca") {
        into.connection.ca_file = value;
        return {};
    }
    if (name == "master" || name == "admin") {
        if (value.empty() || has_controls(value)) return unusable_uri(scheme, name + " names nobody");
        if (into.admin_login != AdminLogin::none)
            return unusable_uri(scheme, "only one of master and admin can log in");
        into.admin_login = name == "master" ? AdminLogin::master : AdminLogin::authorization;
        into.admin = value;
        return {};
    }
    return unusable_uri(
        scheme,
        fmt::format("knows no parameter \"{}\"; known are auth, starttls, ca, master, admin and connections", name));
}

}  // namespace

Result<ImapSettings> ImapSettings::parse(const TargetUri& uri) {
    const std::string& scheme = uri.scheme;
    ImapSettings settings;
    settings.connection.tls_at_once = scheme == "imaps";
    settings.connection.port = settings.connection.tls_at_once ? kImapsPort : kImapPort;
    const server::ServerUri parts =
        TRY(server::parse_server_uri(uri.rest, scheme, fmt::format("{}://USER@HOST[:PORT][/ROOT]", scheme)));
    settings.user = parts.user;
    settings.connection.host = parts.host;
    if (parts.port != 0) settings.connection.port = parts.port;
    settings.root = TRY(server::decoded_folder_levels(parts.path, scheme));
    for (const auto& [name, value] : uri.parameters) TRY_VOID(read_parameter(name, value, scheme, settings));
    if (settings.admin_login == AdminLogin::master && settings.connection.authentication == Authentication::gssapi)
        return unusable_uri(scheme, "master logs in with a password; with auth=gssapi write admin");
    return settings;
}

Result<Destination> destination_of(const model::Mailbox& mailbox, const ImapSettings& settings) {
    Destination destination{settings.connection, {}, {}};
    destination.account = TRY(server::account_of(mailbox, settings.user));
    destination.connection.user = destination.account;
    if (settings.admin_login == AdminLogin::master) destination.connection.user += "*" + settings.admin;
    if (settings.admin_login == AdminLogin::authorization) {
        destination.connection.act_for = destination.account;
        destination.connection.user = settings.admin;
    }
    // A ticket says who logs in. Whose account it is must be said beside it, or the mail would go to the ticket's
    // owner.
    if (settings.connection.authentication == Authentication::gssapi)
        destination.connection.act_for = destination.account;
    for (const std::string& level : settings.root) destination.root.push_back(TRY(server::filled_in(level, mailbox)));
    return destination;
}

}  // namespace restante::targets::imap
