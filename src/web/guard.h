// Who may ask: the rules of SECURITY.md, "The wizard". Pure but for the making of tokens; thread-safe.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "web/exchange.h"

namespace restante::web {

// Where a token is traded for the cookie.
inline constexpr std::string_view kOpenPath = "/open";

class Guard {
public:
    explicit Guard(std::uint16_t port);

    // The answer to a request that must not be obeyed; nothing when it may. A request for kOpenPath is judged by its
    // token, which is worth nothing afterwards.
    std::optional<Response> refusal(const Request& request);

    // For a new browser: unused, until somebody opens it.
    [[nodiscard]] std::string link() const;
    // Set-Cookie of the session.
    [[nodiscard]] std::string cookie() const;

private:
    [[nodiscard]] bool has_cookie(const Request& request) const;
    bool redeem(const std::string& token);

    std::uint16_t port_;
    std::string name_, session_;
    mutable std::mutex mutex_;
    std::string token_;
};

// "127.0.0.1:4711", "localhost", "[::1]:80": names that no other machine can have. Any port is right, since it may be
// the near end of a tunnel.
[[nodiscard]] bool is_loopback_host(std::string_view host);
// The value of a cookie of that name in a Cookie header; "" when there is none.
[[nodiscard]] std::string_view cookie_value(std::string_view header, std::string_view name);

}  // namespace restante::web
