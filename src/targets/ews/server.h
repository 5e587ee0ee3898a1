// What all mailboxes of one run share of their server. Thread-safe.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>

#include "targets/ews/soap_request.h"
#include "targets/server/login_secret.h"
#include "targets/server/pacer.h"

namespace restante::targets::ews {

class Server {
public:
    explicit Server(SecretSource source) : secret_(std::move(source)) {}

    // Asked for once. usage: there is none.
    Result<Secret> secret(const std::string& login) { return secret_.for_login(login); }
    server::Pacer& pacer() { return pacer_; }

    [[nodiscard]] std::string_view version() const { return kVersions[version_]; }
    [[nodiscard]] bool speaks_newest() const { return version_ == 0; }
    // The server does not know `tried`; `major_version` is its own, 0 when it did not say. False: nothing older is
    // left.
    bool use_older(std::string_view tried, int major_version) {
        const std::size_t last = kVersions.size() - 1;
        const auto place =
            static_cast<std::size_t>(std::find(kVersions.begin(), kVersions.end(), tried) - kVersions.begin());
        if (place >= last) return false;
        const std::size_t next = major_version != 0 && major_version < kExchange2010 ? last : place + 1;
        version_ = std::max<std::size_t>(version_, next);
        return true;
    }

private:
    server::LoginSecret secret_;
    server::Pacer pacer_;
    std::atomic<std::size_t> version_ = 0;  // of kVersions
};

}  // namespace restante::targets::ews
