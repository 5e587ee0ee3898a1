#include "base/byte_writer.h"
#include "forge/damage_functions.h"
#include "forge/damage_victims.h"
#include "forge/damaged_files.h"

namespace restante::forge {
namespace {

constexpr std::size_t kChainHeader = 8;

// The same to both copies of a file.
Result<DamageReport> remove_both(const DamageScene& scene, const char* one, const char* other, const char* loss) {
    DamageReport report{.kind = {}, .what = std::string(one) + " was removed"};
    DamagedFiles files(scene.office->output, report);
    TRY_VOID(files.remove(one));
    if (other != nullptr) TRY_VOID(files.remove(other));
    report.loses.emplace_back(loss);
    return report;
}

}  // namespace

Result<DamageReport> remove_master(DamageScene& scene) {
    return remove_both(scene, "GLB/MASTER.GLB", nullptr, "the mark of a postoffice");
}

Result<DamageReport> empty_master(DamageScene& scene) {
    DamageReport report{.kind = {}, .what = "MASTER.GLB has no bytes"};
    TRY_VOID(DamagedFiles(scene.office->output, report).cut("GLB/MASTER.GLB", 0));
    return report;
}

Result<DamageReport> spoil_names(DamageScene& scene) {
    DamageReport report{.kind = {}, .what = "ADMIN.NME is garbage, ADMINSHD.NME is not"};
    DamagedFiles files(scene.office->output, report);
    TRY_VOID(files.spoil("NME/ADMIN.NME", 0, files.size("NME/ADMIN.NME"), scene.random));
    return report;
}

Result<DamageReport> remove_names(DamageScene& scene) {
    return remove_both(scene, "NME/ADMIN.NME", "NME/ADMINSHD.NME", "the address list of the postoffice");
}

Result<DamageReport> remove_groups(DamageScene& scene) {
    return remove_both(scene, "GLB/GROUP.GLB", nullptr, "addresses of groups");
}

Result<DamageReport> spoil_chains(DamageScene& scene) {
    DamageReport report{.kind = {}, .what = "each chain of ADMIN.GRP leads back to its first member"};
    const postoffice::RecordLayout& layout = scene.office->layouts.group_chain;
    const postoffice::Field* const next = layout.find("next");
    DamagedFiles files(scene.office->output, report);
    for (const char* path : {"GRP/ADMIN.GRP", "GRP/ADMINSHD.GRP"})
        TRY_VOID(files.change(path, [&](ByteVector& bytes) {
            for (std::size_t at = kChainHeader; at + layout.record_size <= bytes.size(); at += layout.record_size)
                static_cast<void>(
                    postoffice::write_number(*next, MutableBytes(bytes).subspan(at, layout.record_size), kChainHeader));
        }));
    report.loses.emplace_back("members of groups");
    return report;
}

}  // namespace restante::forge
