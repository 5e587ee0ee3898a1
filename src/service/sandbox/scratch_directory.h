// A directory for temporary files that nobody else uses, so that a sandbox need not let us write to everybody's.
#pragma once

#include <string>

namespace restante::service {

// TMPDIR names it until it goes, and it goes with everything in it. Where it cannot be made, path() is "" and TMPDIR
// stays.
class ScratchDirectory {
public:
    ScratchDirectory();
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;
    ~ScratchDirectory();

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] const std::string& parent() const { return parent_; }

private:
    std::string path_, parent_;
};

}  // namespace restante::service
