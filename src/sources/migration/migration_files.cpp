#include "sources/migration/migration_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include "base/ascii.h"
#include "base/case_fold.h"
#include "formats/exchange/packing_list.h"
#include "sources/file_bytes.h"

namespace restante::sources::migration {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPackingListEnding = ".pkl";

bool is_packing_list_file(const std::string& path) {
    const auto file = FileBytes::open(path);
    if (!file) return false;
    ByteVector start(static_cast<std::size_t>(std::min<std::uint64_t>((*file)->size(), exchange::kPackingListStart)));
    return (*file)->read(0, start) && exchange::is_packing_list(start);
}

// Sorted, so that the same directory gives the same everywhere.
Result<std::vector<std::string>> files_in(const std::string& directory) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(directory, error), end; !error && entry != end; entry.increment(error))
        names.push_back(entry->path().filename().string());
    if (error) return fail(Errc::io, fmt::format("{} cannot be listed: {}", directory, error.message()));
    std::ranges::sort(names);
    return names;
}

}  // namespace

Result<MigrationFiles> MigrationFiles::in_directory(const std::string& directory) {
    MigrationFiles files;
    for (const std::string& name : TRY(files_in(directory)))
        files.paths_.emplace(fold_case(name), (fs::path(directory) / name).string());
    return files;
}

std::string MigrationFiles::path_of(std::string_view name) const {
    const auto found = paths_.find(fold_case(name));
    return found == paths_.end() ? std::string() : found->second;
}

Result<ByteSourcePointer> MigrationFiles::open(std::string_view name) {
    const std::string path = path_of(name);
    if (path.empty()) return fail(Errc::not_found, fmt::format("there is no file {}", name));
    const std::lock_guard lock(*mutex_);
    ByteSourcePointer& file = open_[path];
    if (!file) file = TRY(FileBytes::open(path));
    return file;
}

Result<std::string> packing_list_in(const std::string& directory) {
    std::string found;
    for (const std::string& name : TRY(files_in(directory))) {
        if (!ascii_lower(name).ends_with(kPackingListEnding)) continue;
        const std::string path = (fs::path(directory) / name).string();
        if (!is_packing_list_file(path)) continue;
        if (!found.empty())
            return fail(Errc::usage, fmt::format("{} holds several packing lists, such as {} and {}: name one of them",
                                                 directory, found, path));
        found = path;
    }
    return found;
}

}  // namespace restante::sources::migration
