#include "service/recent_sources.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "service/plain_path.h"
#include "service/state_directory.h"

namespace restante::service {
namespace {

namespace fs = std::filesystem;

fs::path list_file() { return fs::path(state_directory()) / "recent-sources.txt"; }

// A path a line.
std::vector<std::string> kept_lines() {
    std::ifstream file(list_file());
    std::vector<std::string> lines;
    for (std::string line; lines.size() < kMostRecentSources && std::getline(file, line);)
        if (is_plain_path(line)) lines.push_back(line);
    return lines;
}

}  // namespace

std::vector<std::string> recent_sources() {
    std::vector<std::string> paths = kept_lines();
    std::erase_if(paths, [](const std::string& path) {
        std::error_code error;
        return !fs::exists(path, error);
    });
    return paths;
}

void remember_source(const std::string& path) {
    if (!is_plain_path(path) || path.find_first_of("\r\n") != std::string::npos) return;
    std::vector<std::string> paths = kept_lines();
    std::erase(paths, path);
    paths.insert(paths.begin(), path);
    if (paths.size() > kMostRecentSources) paths.resize(kMostRecentSources);
    std::string text;
    for (const std::string& one : paths) text += one + "\n";
    std::error_code error;
    const fs::path file = list_file();
    fs::create_directories(file.parent_path(), error);
    // Written beside it with the rights of a file of this user alone, then put in its place.
    std::string name = file.string() + ".XXXXXX";
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0) return;
    const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(descriptor);
    if (written) fs::rename(name, file, error);
    if (!written || error) fs::remove(name, error);
}

}  // namespace restante::service
