// Why libcurl gives up a login before the server has refused it. It says so only in the words it has for people who
// look on, line by line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace restante::targets::server {

struct LoginTrouble {
    std::string words{};        // for whoever runs the program; no secret is in them
    bool none_offered = false;  // the server wants a login of another kind
};

// Nothing when the line is about something else.
[[nodiscard]] inline std::optional<LoginTrouble> login_trouble(std::string_view line) {
    constexpr std::string_view kFailed = " failed: ", kNoneKnown = "No known authentication mechanisms supported";
    if (line.starts_with(kNoneKnown))
        return LoginTrouble{"the server offers none of the ways to log in that may be used", true};
    if (!line.starts_with("gss_")) return std::nullopt;
    const std::size_t failed = line.find(kFailed);
    if (failed == std::string_view::npos) return std::nullopt;
    std::string_view reason = line.substr(failed + kFailed.size());
    while (!reason.empty() && std::string_view(" .\r\n").find(reason.back()) != std::string_view::npos)
        reason.remove_suffix(1);
    return LoginTrouble{"Kerberos: " + std::string(reason) + "; kinit gets a ticket", false};
}

}  // namespace restante::targets::server
