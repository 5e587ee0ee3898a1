#include "targets/files/directory_place.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "targets/files/list_directory.h"
#include "targets/files/system_error.h"

namespace restante::targets::files {
namespace {

std::string parent_of(const std::string& path) {
    const std::size_t slash = path.find_last_of('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

bool is_directory(const std::string& path) {
    struct stat facts{};
    return ::stat(path.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode);
}

Result<std::vector<std::string>> lasting_entries(const std::string& directory) {
    std::vector<std::string> entries = TRY(list_directory(directory));
    std::erase_if(entries, [](const std::string& name) { return name.ends_with(".restante-tmp"); });
    return entries;
}

Result<void> check_directory_place(const std::string& directory) {
    std::string existing = directory;
    while (::access(existing.c_str(), F_OK) != 0) {
        if (errno != ENOENT) return fail(system_error(errno, "cannot use " + directory));
        existing = parent_of(existing);
    }
    if (!is_directory(existing)) return fail(Errc::exists, existing + " is there and is no directory");
    if (::access(existing.c_str(), W_OK | X_OK) != 0)
        return fail(system_error(errno, "cannot write into directory " + existing));
    return {};
}

}  // namespace restante::targets::files
