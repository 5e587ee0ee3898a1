#include "targets/pst/pst_product.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/case_fold.h"
#include "targets/pst/store_names.h"

namespace restante::targets {
namespace {

namespace fs = std::filesystem;

std::string name_of_file(const std::string& path) { return fs::path(path).filename().string(); }

Result<bool> exists(const std::string& path) {
    struct stat status{};
    if (::lstat(path.c_str(), &status) == 0) {
        if (S_ISDIR(status.st_mode)) return fail(Errc::usage, fmt::format("{} is a directory, not a file", path));
        return true;
    }
    if (errno == ENOENT) return false;
    return fail(error_of_system(path, errno));
}

}  // namespace

Result<void> check_writable_parent(const std::string& path) {
    std::error_code ignored;
    fs::path parent = fs::path(path).parent_path();
    while (!parent.empty() && !fs::exists(parent, ignored)) parent = parent.parent_path();
    const std::string name = parent.empty() ? "." : parent.string();
    if (!fs::is_directory(name, ignored)) return fail(Errc::usage, fmt::format("{} is not a directory", name));
    if (::access(name.c_str(), W_OK | X_OK) != 0) return fail(error_of_system(name, errno));
    return {};
}

PstProduct::PstProduct(std::string path, bool overwrite, std::set<std::string> reserved)
    : path_(std::move(path)),
      overwrite_(overwrite),
      reserved_(std::move(reserved)),
      earlier_(ProductRecord::load(path_)) {}

bool PstProduct::may_replace(const std::string& path) const {
    if (overwrite_) return true;
    const auto stamp = FileStamp::of(path, name_of_file(path));
    return stamp && earlier_.knows(*stamp);
}

Result<void> PstProduct::check() const {
    // The longest name that will be needed shows at once whether the path is too long.
    TRY(exists(ProductRecord::path_of(part_path(path_, 999)) + ".partial"));
    if (TRY(exists(path_)) && !may_replace(path_))
        return fail(Errc::exists, fmt::format("{} exists and is not an unchanged earlier result of restante; "
                                              "--overwrite replaces it",
                                              path_));
    return check_writable_parent(path_);
}

std::string PstProduct::path_of_part(std::size_t number) const {
    if (number <= 1) return path_;
    std::string path;
    // Counts on from 2, passing over the names of others, until `number` - 1 free ones have been seen.
    for (std::size_t candidate = 2, found = 1; found < number; ++candidate) {
        path = part_path(path_, candidate);
        if (reserved_.contains(fold_case(name_of_file(path)))) continue;
        const auto there = exists(path);
        if (!there || !*there || may_replace(path)) ++found;
    }
    return path;
}

Result<void> PstProduct::publish(const std::vector<std::unique_ptr<PartFile>>& files, std::vector<ItemKey> items) {
    std::sort(items.begin(), items.end());
    const bool replaces = TRY(exists(path_));
    if (replaces && !may_replace(path_))
        return fail(Errc::exists, fmt::format("{} was changed meanwhile; --overwrite replaces it", path_));
    if (const std::size_t missing = earlier_.missing_in(items); replaces && !overwrite_ && missing != 0)
        return fail(Errc::exists,
                    fmt::format("{} holds {} items that this run does not bring; --overwrite replaces it all the same",
                                path_, missing));
    ProductRecord record;
    record.items = std::move(items);
    for (const auto& file : files)
        record.files.push_back(TRY(FileStamp::of(file->readable_path(), name_of_file(file->final_path()))));

    // Between the first rename and the last both states are ours.
    ProductRecord both = record;
    both.files.insert(both.files.end(), earlier_.files.begin(), earlier_.files.end());
    TRY_VOID(both.save(path_));
    for (const auto& file : files) TRY_VOID(file->publish());
    remove_old_parts(record);
    return record.save(path_);
}

// Parts that the new result does not need any more would double their items.
void PstProduct::remove_old_parts(const ProductRecord& written) const {
    for (const FileStamp& old : earlier_.files) {
        const bool replaced = std::any_of(written.files.begin(), written.files.end(),
                                          [&old](const FileStamp& file) { return file.name == old.name; });
        const std::string path = (fs::path(path_).parent_path() / old.name).string();
        if (replaced || old.name != name_of_file(path)) continue;
        const auto stamp = FileStamp::of(path, old.name);
        if (stamp && *stamp == old) ::unlink(path.c_str());
    }
}

}  // namespace restante::targets
