#include "targets/migration/set_files.h"

#include <string_view>

#include "targets/files/list_directory.h"

namespace restante::targets::migration {
namespace {

constexpr std::string_view kOurs = "restante-", kManifestEnding = ".json", kItemsEnding = ".csv";
constexpr std::string_view kPrimaryEnding = ".PRI", kSecondaryEnding = ".SEC";

Result<files::Manifest> manifest_of(const std::string& directory, const std::string& stem) {
    auto manifest = TRY(files::read_manifest_file(directory + "/" + manifest_name(stem)));
    if (manifest.target != kTargetName) return fail(Errc::bad_value, "the manifest is another target's");
    return manifest;
}

}  // namespace

std::string primary_name(const std::string& stem) { return stem + std::string(kPrimaryEnding); }
std::string secondary_name(const std::string& stem) { return stem + std::string(kSecondaryEnding); }
std::string manifest_name(const std::string& stem) { return std::string(kOurs) + stem + std::string(kManifestEnding); }
std::string items_name(const std::string& stem) { return std::string(kOurs) + stem + std::string(kItemsEnding); }

Result<std::vector<SetMailbox>> mailboxes_in(const std::string& directory) {
    std::vector<SetMailbox> found;
    for (const std::string& name : TRY(files::list_directory(directory))) {
        if (!name.starts_with(kOurs) || !name.ends_with(kManifestEnding)) continue;
        const std::string stem = name.substr(kOurs.size(), name.size() - kOurs.size() - kManifestEnding.size());
        if (auto manifest = manifest_of(directory, stem)) found.push_back({stem, std::move(*manifest)});
    }
    return found;
}

bool is_set_file(const std::string& directory, const std::string& name) {
    if (!name.ends_with(kPrimaryEnding) && !name.ends_with(kSecondaryEnding)) return false;
    return manifest_of(directory, name.substr(0, name.size() - kPrimaryEnding.size())).has_value();
}

bool same_mailbox(const model::Mailbox& left, const model::Mailbox& right) {
    return left.name == right.name && left.address == right.address;
}

}  // namespace restante::targets::migration
