#include "targets/own_results.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <string_view>
#include <vector>

#include "targets/directory/product_list.h"
#include "targets/files/list_directory.h"
#include "targets/files/manifest.h"
#include "targets/json/json_model.h"
#include "targets/migration/set_files.h"
#include "targets/pst/product_record.h"

namespace restante::targets {
namespace {

constexpr int kDeepest = 4;  // directories below the place of a target that hold other targets
constexpr std::string_view kPst = ".pst";
constexpr std::string_view kPstRecord = ".pst.restante";
constexpr std::string_view kPstTemporary = ".pst.partial";

// A part is named in the record of its product, which stands beside it.
bool is_recorded_pst(const std::string& directory, const std::string& name) {
    const auto entries = files::list_directory(directory);
    if (!entries) return false;
    return std::any_of(entries->begin(), entries->end(), [&](const std::string& entry) {
        if (!entry.starts_with('.') || !entry.ends_with(kPstRecord)) return false;
        const std::string product = entry.substr(1, entry.rfind('.') - 1);
        const std::vector<FileStamp> parts = ProductRecord::load(directory + "/" + product).files;
        return std::any_of(parts.begin(), parts.end(), [&](const FileStamp& part) { return part.name == name; });
    });
}

// The target directory: lists its files beside them.
bool is_listed(const std::string& directory, const std::string& name) {
    const std::vector<std::string> files = directory::read_product_list(directory);
    return std::find(files.begin(), files.end(), name) != files.end();
}

bool is_own(const std::string& directory, const std::string& name, int depth) {
    // Reports, ledgers, records and temporary files are named after us.
    if (name.find("restante") != std::string::npos || name.ends_with(kPstTemporary)) return true;
    const std::string path = directory + "/" + name;
    struct stat facts{};
    if (::lstat(path.c_str(), &facts) != 0) return false;
    if (S_ISREG(facts.st_mode) && name.ends_with(kPst)) return is_recorded_pst(directory, name);
    if (S_ISREG(facts.st_mode))
        return is_json_result(path) || is_listed(directory, name) || migration::is_set_file(directory, name);
    if (!S_ISDIR(facts.st_mode)) return false;
    if (files::read_manifest(path)) return true;
    if (depth == kDeepest) return false;
    const auto names = files::list_directory(path);
    return names && !names->empty() && std::all_of(names->begin(), names->end(), [&](const std::string& entry) {
               return is_own(path, entry, depth + 1);
           });
}

}  // namespace

bool is_json_result(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string start(kJsonSignature.size(), '\0');
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    return file.gcount() == static_cast<std::streamsize>(start.size()) && start == kJsonSignature;
}

bool is_own_result(const std::string& directory, const std::string& name) { return is_own(directory, name, 1); }

}  // namespace restante::targets
