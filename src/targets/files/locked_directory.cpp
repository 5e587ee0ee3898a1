#include "targets/files/locked_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "targets/files/system_error.h"

namespace restante::targets::files {

LockedDirectory::~LockedDirectory() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<LockedDirectory> LockedDirectory::open(const std::string& path) {
    LockedDirectory directory;
    directory.descriptor_ = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory.descriptor_ < 0) return fail(system_error(errno, "cannot open " + path));
    if (::flock(directory.descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return fail(Errc::conflict, "another run is writing to " + path);
    return directory;
}

Result<void> LockedDirectory::synchronize() const {
    if (::syncfs(descriptor_) != 0) return fail(system_error(errno, "cannot synchronize the target with its disk"));
    return {};
}

}  // namespace restante::targets::files
