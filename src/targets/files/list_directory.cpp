#include "targets/files/list_directory.h"

#include <dirent.h>

#include <algorithm>
#include <cerrno>

#include "targets/files/system_error.h"

namespace restante::targets::files {

Result<std::vector<std::string>> list_directory(const std::string& path) {
    DIR* directory = ::opendir(path.c_str());
    if (directory == nullptr) return fail(system_error(errno, "cannot list " + path));
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* entry = ::readdir(directory)) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..") names.push_back(name);
    }
    const int number = errno;
    ::closedir(directory);
    if (number != 0) return fail(system_error(number, "cannot list " + path));
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace restante::targets::files
