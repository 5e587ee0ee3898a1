#include "web/guard.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"
#include "web/random_token.h"

namespace restante::web {

bool is_loopback_host(std::string_view host) {
    const std::size_t bracket = host.find(']');
    const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const std::string_view port = colon == std::string_view::npos ? std::string_view() : host.substr(colon + 1);
    const std::string_view name = host.substr(0, colon);
    const bool is_port = std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; }) && port.size() <= 5;
    return is_port && (name == "127.0.0.1" || name == "localhost" || name == "[::1]");
}

std::string_view cookie_value(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const std::size_t end = std::min(header.find(';'), header.size());
        const std::string_view pair = trimmed(header.substr(0, end));
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return {};
}

// Cookies do not know ports: two wizards of one machine must not throw each other out.
Guard::Guard(std::uint16_t port)
    : port_(port), name_(fmt::format("restante-{}", port)), session_(random_token()), token_(random_token()) {}

std::string Guard::link() const {
    const std::lock_guard lock(mutex_);
    return fmt::format("http://127.0.0.1:{}{}?token={}", port_, kOpenPath, token_);
}

std::string Guard::cookie() const { return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict", name_, session_); }

bool Guard::has_cookie(const Request& request) const {
    return same_token(cookie_value(request.cookie, name_), session_);
}

bool Guard::redeem(const std::string& token) {
    const std::lock_guard lock(mutex_);
    if (!same_token(token, token_)) return false;
    token_ = random_token();
    return true;
}

std::optional<Response> Guard::refusal(const Request& request) {
    if (!is_loopback_host(request.host)) return error_response(403, "this name is not served here");
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (!reads && request.method != "POST") return error_response(405, "this method is not known here");
    // A page of somewhere else may lead here only by the link, which it cannot know.
    const bool opens = request.path == kOpenPath && reads;
    if (!request.origin.empty() && request.origin != "http://" + request.host)
        return error_response(403, "a page of another origin may not ask");
    if (!reads && request.origin.empty())
        return error_response(403, "a request that changes something names its origin");
    const bool foreign = request.fetch_site == "cross-site" || request.fetch_site == "same-site";
    if (foreign && !opens) return error_response(403, "a page of another site may not ask");
    if (!reads && !request.content_type.starts_with("application/json"))
        return error_response(415, "only application/json is read");
    if (has_cookie(request)) return std::nullopt;
    if (opens && redeem(request.parameter("token"))) return std::nullopt;
    return error_response(401, "open the link that restante wizard printed; each works once");
}

}  // namespace restante::web
