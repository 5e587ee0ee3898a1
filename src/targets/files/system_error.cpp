#include "targets/files/system_error.h"

#include <cerrno>
#include <system_error>

namespace restante::targets::files {

Error system_error(int number, const std::string& what) {
    Errc code = Errc::io;
    switch (number) {
        case ENOSPC:
        case EDQUOT:
            code = Errc::no_space;
            break;
        case EACCES:
        case EPERM:
        case EROFS:
            code = Errc::denied;
            break;
        case ENAMETOOLONG:
        case EFBIG:
            code = Errc::too_large;
            break;
        case EEXIST:
        case ENOTDIR:
        case EISDIR:
            code = Errc::exists;
            break;
        case ENOENT:
            code = Errc::not_found;
            break;
        default:
            break;
    }
    return {code, what + ": " + std::generic_category().message(number), std::nullopt, {}};
}

}  // namespace restante::targets::files
