#include "targets/ews/ews_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "targets/server/server_uri.h"

namespace restante::targets::ews {
namespace {

using server::has_controls;
using server::unusable_uri;

constexpr std::string_view kForm = "ews://USER@HOST[:PORT][/EWS/Exchange.asmx]";
constexpr std::string_view kUsualPath = "/EWS/Exchange.asmx";
constexpr int kHttpsPort = 443, kHttpPort = 80;

struct NamedLogin {
    std::string_view name;
    Login login;
};
constexpr std::array kLogins = {NamedLogin{"basic", Login::basic}, NamedLogin{"ntlm", Login::ntlm},
                                NamedLogin{"negotiate", Login::negotiate}, NamedLogin{"bearer", Login::bearer}};

bool is_loopback(std::string_view host) {
    const bool address = host.find_first_not_of("0123456789.") == std::string_view::npos;
    return host == "localhost" || host == "[::1]" || (address && host.starts_with("127."));
}

Result<void> read_parameter(const std::string& name, const std::string& value, EwsSettings& into) {
    if (name == "auth") {
        const auto* const found =
            std::find_if(kLogins.begin(), kLogins.end(), [&](const NamedLogin& one) { return one.name == value; });
        if (found == kLogins.end())
            return unusable_uri("ews", fmt::format("auth={}: known are basic, ntlm, negotiate and bearer", value));
        into.http.login = found->login;
        return {};
    }
    if (name == "ca") {
        into.http.ca_file = value;
        return {};
    }
    if (name == "admin") {
        if (value.empty() || has_controls(value)) return unusable_uri("ews", "admin names nobody");
        into.admin = value;
        return {};
    }
    if (name == "root") {
        into.root = TRY(server::folder_levels(value, "ews"));
        return {};
    }
    return unusable_uri("ews", fmt::format("knows no parameter \"{}\"; known are auth, ca, admin and root", name));
}

}  // namespace

Result<EwsSettings> EwsSettings::parse(const TargetUri& uri) {
    EwsSettings settings;
    std::string_view rest = uri.rest;
    if (rest.starts_with("https:")) rest.remove_prefix(6);
    if (rest.starts_with("http:")) {
        rest.remove_prefix(5);
        settings.http.encrypted = false;
    }
    const server::ServerUri parts = TRY(server::parse_server_uri(rest, "ews", kForm));
    if (!settings.http.encrypted && !is_loopback(parts.host))
        return unusable_uri("ews",
                            "http: sends password and mail in the clear, and is for servers on this machine only");
    settings.user = parts.user;
    settings.http.host = parts.host;
    settings.http.port = settings.http.encrypted ? kHttpsPort : kHttpPort;
    if (parts.port != 0) settings.http.port = parts.port;
    settings.http.path = parts.path.empty() || parts.path == "/" ? kUsualPath : parts.path;
    if (has_controls(settings.http.path) || settings.http.path.find_first_of(" #") != std::string::npos)
        return unusable_uri("ews", "the path holds what no path holds");
    for (const auto& [name, value] : uri.parameters) TRY_VOID(read_parameter(name, value, settings));
    return settings;
}

Result<Destination> destination_of(const model::Mailbox& mailbox, const EwsSettings& settings) {
    Destination destination{settings.http, {}, !settings.admin.empty(), false, {}};
    destination.account = TRY(server::account_of(mailbox, settings.user));
    // It goes into a header of HTTP.
    if (has_controls(destination.account))
        return fail(Errc::usage, "the name of a mailbox holds control characters: no account is called that");
    destination.http.user = destination.impersonated ? settings.admin : destination.account;
    // A ticket says who logs in. Were the mailbox not named, the mail would go to that of the ticket's owner.
    destination.named = !destination.impersonated && settings.http.login == Login::negotiate;
    if (destination.impersonated || destination.named) {
        if (destination.account.find('@') == std::string::npos)
            return fail(Errc::usage,
                        fmt::format("{} is no Internet address: with {} the server must be told whose mailbox it "
                                    "is by address; write {{address}} and name a --map or --domain",
                                    destination.account, destination.named ? "auth=negotiate" : "admin="));
        destination.http.mailbox_hint = destination.account;
    }
    for (const std::string& level : settings.root) destination.root.push_back(TRY(server::filled_in(level, mailbox)));
    return destination;
}

}  // namespace restante::targets::ews
