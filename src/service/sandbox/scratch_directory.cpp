#include "service/sandbox/scratch_directory.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace restante::service {

ScratchDirectory::ScratchDirectory() {
    std::error_code error;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
    if (error) return;
    std::string name = (parent / "restante-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) return;
    parent_ = parent.string();
    path_ = std::move(name);
    ::setenv("TMPDIR", path_.c_str(), 1);
}

ScratchDirectory::~ScratchDirectory() {
    if (path_.empty()) return;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(path_, ignored))
        std::filesystem::remove_all(entry.path(), ignored);
    ::rmdir(path_.c_str());  // not remove(), which tries first whether it is a file, and may not
    ::setenv("TMPDIR", parent_.c_str(), 1);
}

}  // namespace restante::service
