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

bool is_packing_list_at(const std::string& path) {
    const auto file = FileBytes::open(path);
    return file && is_packing_list_file(**file);
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

bool is_packing_list_file(const ByteSource& file) {
    ByteVector start(static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), exchange::kPackingListStart)));
    return file.read(0, start) && exchange::is_packing_list(start);
}

Result<MigrationFiles> MigrationFiles::in_directory(const std::string& directory) {
    MigrationFiles files;
    for (const std::string& name : TRY(files_in(directory))) {
        std::string path = (fs::path(directory) / name).string();
        std::error_code unknown;
        const auto size = fs::file_size(path, unknown);
        OpenableFile file{path, unknown ? 0 : size, {}};
        file.open = [path = std::move(path)]() -> Result<ByteSourcePointer> {
            return ByteSourcePointer(TRY(FileBytes::open(path)));
        };
        files.files_.emplace(fold_case(name), NamedFile{name, std::move(file)});
    }
    return files;
}

MigrationFiles MigrationFiles::in_tree(FileTree& tree, const std::string& directory, const std::string& shown) {
    MigrationFiles files;
    const std::string before = directory.empty() ? std::string() : directory + "/";
    for (std::size_t i = 0; i < tree.files().size(); ++i) {
        const TreeFile& one = tree.files()[i];
        if (!one.path.starts_with(before)) continue;
        const std::string name = one.path.substr(before.size());
        if (name.find('/') != std::string::npos) continue;
        OpenableFile file{shown + "/" + one.path, one.size, [&tree, i] { return tree.open(i); }};
        files.files_.emplace(fold_case(name), NamedFile{name, std::move(file)});
    }
    return files;
}

void MigrationFiles::add(const std::string& name, OpenableFile file) {
    files_.insert_or_assign(fold_case(name), NamedFile{name, std::move(file)});
}

const OpenableFile* MigrationFiles::find(std::string_view name) const {
    const auto found = files_.find(fold_case(name));
    return found == files_.end() ? nullptr : &found->second.file;
}

std::string MigrationFiles::path_of(std::string_view name) const {
    const OpenableFile* const file = find(name);
    return file == nullptr ? std::string() : file->path;
}

std::vector<std::string> MigrationFiles::names() const {
    std::vector<std::string> names;
    for (const auto& [folded, file] : files_) names.push_back(file.name);
    return names;
}

Result<ByteSourcePointer> MigrationFiles::open(std::string_view name) {
    const OpenableFile* const known = find(name);
    if (known == nullptr) return fail(Errc::not_found, fmt::format("there is no file {}", name));
    const std::lock_guard lock(*mutex_);
    ByteSourcePointer& file = open_[known->path];
    if (!file) file = TRY(known->open());
    return file;
}

Result<std::string> packing_list_in(const std::string& directory) {
    std::string found;
    for (const std::string& name : TRY(files_in(directory))) {
        if (!ascii_lower(name).ends_with(kPackingListEnding)) continue;
        const std::string path = (fs::path(directory) / name).string();
        if (!is_packing_list_at(path)) continue;
        if (!found.empty())
            return fail(Errc::usage, fmt::format("{} holds several packing lists, such as {} and {}: name one of them",
                                                 directory, found, path));
        found = path;
    }
    return found;
}

}  // namespace restante::sources::migration
