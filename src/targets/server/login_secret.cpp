#include "targets/server/login_secret.h"

namespace restante::targets::server {

Result<Secret> LoginSecret::for_login(const std::string& login) {
    const std::lock_guard lock(mutex_);
    if (secret_) return *secret_;
    if (!source_) return fail(Errc::usage, "no password for " + login);
    secret_ = TRY(source_(login));
    return *secret_;
}

}  // namespace restante::targets::server
