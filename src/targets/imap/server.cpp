#include "targets/imap/server.h"

namespace restante::targets::imap {

Result<Secret> Server::secret(const std::string& login) {
    const std::lock_guard lock(mutex_);
    if (secret_) return *secret_;
    if (!source_) return fail(Errc::usage, "no password for " + login);
    secret_ = TRY(source_(login));
    return *secret_;
}

}  // namespace restante::targets::imap
