// A connection to a server, secured and logged in. Programs that use it ignore SIGPIPE, so that a server that goes away
// is an error and not their end.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "targets/secret.h"

namespace restante::targets::imap {

enum class Authentication : std::uint8_t { any, plain, login, xoauth2, gssapi };

struct ConnectionSettings {
    std::string host{};
    int port = 0;
    bool tls_at_once = false;  // imaps
    bool starttls = true;      // required; false: not encrypted at all. Without meaning when tls_at_once
    bool any_certificate = false;
    std::string ca_file{};  // "": the system's
    Authentication authentication = Authentication::any;
    std::string user{};     // who logs in
    std::string act_for{};  // SASL authorization identity; "": nobody else
};

class Connection {
public:
    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() = default;

    // All of it; what arrives meanwhile is kept for receive(). unreachable: the connection is lost.
    virtual Result<void> send(Bytes bytes) = 0;
    // At least one byte. unreachable: the connection is lost, or nothing came for minutes.
    virtual Result<ByteVector> receive() = 0;
};

// unreachable: no connection, or none that is secure; auth: the login is refused. No error holds the secret.
Result<std::unique_ptr<Connection>> open_connection(const ConnectionSettings& settings, const Secret& secret);

}  // namespace restante::targets::imap
