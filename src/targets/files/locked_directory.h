// A directory that one run at a time writes to, and how its files reach the disk.
#pragma once

#include <string>
#include <utility>

#include "base/result.h"

namespace restante::targets::files {

class LockedDirectory {
public:
    LockedDirectory() = default;
    LockedDirectory(LockedDirectory&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    LockedDirectory& operator=(LockedDirectory&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~LockedDirectory();

    // The directory exists. conflict: another run holds it. Where the file system knows no locks there is none.
    static Result<LockedDirectory> open(const std::string& path);
    // Returns when everything written to the file system of this directory is on the disk: one call for any number of
    // small files. no_space, io: some of it could not be written.
    Result<void> synchronize() const;

private:
    int descriptor_ = -1;
};

}  // namespace restante::targets::files
