// The password or token of a run, asked for when somebody first logs in. Thread-safe.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "base/result.h"
#include "targets/secret.h"

namespace restante::targets::server {

class LoginSecret {
public:
    explicit LoginSecret(SecretSource source) : source_(std::move(source)) {}

    // Asked for once. usage: there is none.
    Result<Secret> for_login(const std::string& login);

private:
    SecretSource source_;
    std::mutex mutex_;
    std::optional<Secret> secret_{};
};

}  // namespace restante::targets::server
