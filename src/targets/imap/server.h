// What all mailboxes of one run share of their server. Thread-safe.
#pragma once

#include <atomic>
#include <string>

#include "base/result.h"
#include "targets/imap/connection.h"
#include "targets/secret.h"
#include "targets/server/login_secret.h"
#include "targets/server/pacer.h"

namespace restante::targets::imap {

// Ways of sending, slowest first.
enum class Way : std::uint8_t {
    ask_first,  // one by one, waiting for leave to send each
    one_by_one,
    pipelined,  // many commands before the first answer
    together,   // many messages in one command (MULTIAPPEND)
};

class Server {
public:
    explicit Server(SecretSource source) : secret_(std::move(source)) {}

    // Asked for once. usage: there is none.
    Result<Secret> secret(const std::string& login) { return secret_.for_login(login); }
    server::Pacer& pacer() { return pacer_; }
    // What the server announces and does not do is not tried again.
    [[nodiscard]] Way fastest() const { return fastest_; }
    void limit_to(Way way) { fastest_ = std::min<Way>(fastest_, way); }

private:
    server::LoginSecret secret_;
    server::Pacer pacer_;
    std::atomic<Way> fastest_ = Way::together;
};

}  // namespace restante::targets::imap
