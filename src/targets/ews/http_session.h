// Requests to one server over a connection that is kept. Programs that use it ignore SIGPIPE, so that a server that
// goes away is an error and not their end.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "targets/ews/request_body.h"
#include "targets/secret.h"

namespace restante::targets::ews {

enum class Login : std::uint8_t { any, basic, ntlm, negotiate, bearer };

struct HttpSettings {
    std::string host{};
    int port = 0;
    std::string path{};     // "/EWS/Exchange.asmx"
    bool encrypted = true;  // https
    bool any_certificate = false;
    std::string ca_file{};  // "": the system's
    Login login = Login::any;
    std::string user{};          // who logs in
    std::string mailbox_hint{};  // X-AnchorMailbox: whose mailbox it is, where somebody else logs in; no controls
};

struct HttpAnswer {
    int status = 0;
    std::string body{};
    std::optional<std::uint32_t> retry_after{};  // seconds, where the server says so
};

class HttpSession {
public:
    HttpSession() = default;
    HttpSession(const HttpSession&) = delete;
    HttpSession& operator=(const HttpSession&) = delete;
    virtual ~HttpSession() = default;

    // Sends it once and never again by itself. unreachable: no connection, none that is secure, or it was lost: the
    // server may have done what it was asked to. auth: the login is refused. io, no_space: of the body. No error holds
    // the secret.
    virtual Result<HttpAnswer> post(RequestBody& body) = 0;
    // The next request takes a new connection.
    virtual void forget_connection() = 0;
};

// io: libcurl cannot be used. usage: a login of that kind cannot be made with that secret.
Result<std::unique_ptr<HttpSession>> open_http_session(const HttpSettings& settings, const Secret& secret);

}  // namespace restante::targets::ews
