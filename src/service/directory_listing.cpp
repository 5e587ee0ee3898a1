#include "service/directory_listing.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <tuple>
#include <utility>

#include "base/ascii.h"
#include "service/plain_path.h"

namespace restante::service {
namespace {

namespace fs = std::filesystem;

bool has_subdirectory(const fs::path& directory, const char* upper, const char* lower) {
    std::error_code ignored;
    return fs::is_directory(directory / upper, ignored) || fs::is_directory(directory / lower, ignored);
}

Likeness likeness_of(const fs::directory_entry& entry, bool is_directory) {
    if (is_directory)
        return has_subdirectory(entry.path(), "GLB", "glb") && has_subdirectory(entry.path(), "MBG", "mbg")
                   ? Likeness::postoffice
                   : Likeness::nothing;
    static constexpr std::array<std::pair<std::string_view, Likeness>, 9> kNames{{{".mmf", Likeness::message_file},
                                                                                  {".pkl", Likeness::packing_list},
                                                                                  {".zip", Likeness::archive},
                                                                                  {".7z", Likeness::archive},
                                                                                  {".tar", Likeness::archive},
                                                                                  {".tgz", Likeness::archive},
                                                                                  {".iso", Likeness::archive},
                                                                                  {".img", Likeness::archive},
                                                                                  {".ima", Likeness::archive}}};
    const std::string extension = ascii_lower(entry.path().extension().string());
    const auto found = std::ranges::find(kNames, extension, &std::pair<std::string_view, Likeness>::first);
    return found == kNames.end() ? Likeness::nothing : found->second;
}

DirectoryEntry entry_of(const fs::directory_entry& entry) {
    std::error_code ignored;
    DirectoryEntry result;
    result.name = entry.path().filename().string();
    result.is_directory = entry.is_directory(ignored);
    const auto size = result.is_directory ? 0 : entry.file_size(ignored);
    result.size = ignored ? 0 : size;
    result.likeness = likeness_of(entry, result.is_directory);
    return result;
}

std::string home() {
    const char* const named = std::getenv("HOME");
    return named != nullptr && is_plain_path(named) ? named : "/";
}

}  // namespace

std::string_view name_of(Likeness likeness) {
    static constexpr std::array<std::string_view, 5> kNames{"", "message-file", "postoffice", "packing-list",
                                                            "archive"};
    return kNames[static_cast<std::size_t>(likeness)];
}

Outcome<DirectoryListing> list_directory(const std::string& path) {
    const std::string wanted = path.empty() ? home() : path;
    if (!is_plain_path(wanted))
        return refuse(ExitCode::usage, "the path of a folder starts with \"/\" and holds no \"..\"");
    std::error_code error;
    fs::directory_iterator entries(wanted, error);
    if (error) return refuse(ExitCode::bad_source, wanted + ": " + error.message());
    DirectoryListing listing;
    listing.path = wanted;
    while (listing.path.size() > 1 && listing.path.ends_with('/')) listing.path.pop_back();
    if (listing.path != "/") listing.parent = fs::path(listing.path).parent_path().string();
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        if (entries->path().filename().string().starts_with('.')) continue;
        if (listing.entries.size() == DirectoryListing::kMost) {
            listing.cut = true;
            break;
        }
        listing.entries.push_back(entry_of(*entries));
    }
    std::ranges::sort(listing.entries, {}, [](const DirectoryEntry& entry) {
        return std::tuple(!entry.is_directory, ascii_lower(entry.name), entry.name);
    });
    return listing;
}

}  // namespace restante::service
