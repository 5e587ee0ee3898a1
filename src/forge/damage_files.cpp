#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/ascii.h"
#include "forge/damage_functions.h"
#include "forge/damage_victims.h"
#include "forge/damaged_files.h"

namespace restante::forge {
namespace {

constexpr std::size_t kJunk = 37;  // bytes; no record is as short
constexpr std::uint64_t kBlock = 4096;
constexpr std::array<std::string_view, 12> kForeign{"README.TXT",      "~WRL0001.TMP",        "GLB/ACCESS2.OLD",
                                                    "MBG/BACKUP.ZIP",  "KEY/DESKTOP.INI",     "MAI/MA3/LOST.TXT",
                                                    "MAI/MA3/123.MAI", "ATT/AT0/A.B.C",       "NME/COPY OF ADMIN.NME",
                                                    "MMF/LETTER.DOC",  "FOLDERS/PUB/NEW.FLD", "LOCAL/NOTES/OFFICE.MMF"};

}  // namespace

Result<DamageReport> append_junk(DamageScene& scene) {
    DamageReport report{.kind = {}, .what = fmt::format("{} bytes of junk behind the records", kJunk)};
    DamagedFiles files(scene.office->output, report);
    std::vector<std::string> paths = files.all("XTN", ".XTN");
    paths.emplace_back("GLB/ACCESS2.GLB");
    if (const auto record = account_where(scene, [&](std::size_t one) { return live_headers(scene, one) > 0; }))
        paths.push_back(mailbag_path(scene, *record));
    for (const std::string& path : paths)
        TRY_VOID(files.change(path, [&](ByteVector& bytes) {
            const ByteVector junk = garbage(scene.random, kJunk);
            bytes.insert(bytes.end(), junk.begin(), junk.end());
        }));
    return report;
}

Result<DamageReport> add_foreign_files(DamageScene& scene) {
    DamageReport report{.kind = {}, .what = "files of other programs were added"};
    DamagedFiles files(scene.office->output, report);
    for (const std::string_view path : kForeign)
        TRY_VOID(files.add(std::string(path), garbage(scene.random, 100 + scene.random.below(400))));
    return report;
}

Result<DamageReport> empty_files(DamageScene& scene) {
    DamageReport report{.kind = {}, .what = "files were emptied"};
    DamagedFiles files(scene.office->output, report);
    for (const char* path : {"GLB/GRPMEM.GLB", "GLB/NETPO.GLB", "GLB/FLAG.GLB", "TPL/ADMIN.TPL"})
        TRY_VOID(files.cut(path, 0));
    report.loses.emplace_back("details of accounts");
    const auto record = account_where(scene, [&](std::size_t one) { return live_headers(scene, one) > 0; });
    if (!record) return report;
    TRY_VOID(files.cut(key_path(scene, *record), 0));
    report.mailbox = scene.office->plan.accounts[*record].mailbox;
    report.loses.push_back("which messages of " + report.mailbox + " are deleted");
    return report;
}

// As NetWare did to files without an owner (Q117646).
Result<DamageReport> cut_at_blocks(DamageScene& scene) {
    DamageReport report{.kind = {}, .what = "files of GLB end at the last whole 4096 bytes"};
    DamagedFiles files(scene.office->output, report);
    const std::size_t record_size = scene.office->layouts.access2.record_size;
    for (const std::string& path : files.all("GLB", ".GLB"))
        if (const std::uint64_t size = files.size(path); size > kBlock) TRY_VOID(files.cut(path, size - size % kBlock));
    const std::uint64_t kept = files.size("GLB/ACCESS2.GLB") / record_size;
    for (std::size_t record = static_cast<std::size_t>(kept); record < scene.office->plan.accounts.size(); ++record)
        if (!scene.office->plan.accounts[record].deleted)
            report.loses.push_back("account " + scene.office->plan.accounts[record].mailbox);
    return report;
}

// Deepest first, so that no path changes before it is used.
Result<DamageReport> lower_names(DamageScene& scene) {
    namespace fs = std::filesystem;
    DamageReport report{.kind = {}, .what = "all files and directories were renamed to lower case"};
    std::vector<fs::path> paths;
    std::error_code error;
    const fs::path root = scene.office->output.full("");
    for (fs::recursive_directory_iterator entry(root, error), end; entry != end; entry.increment(error)) {
        if (error) return fail(Errc::io, root.string() + ": cannot be listed");
        paths.push_back(entry->path());
    }
    std::ranges::sort(paths, std::greater());
    for (const fs::path& path : paths) {
        const fs::path lower = path.parent_path() / ascii_lower(path.filename().string());
        if (lower != path) fs::rename(path, lower, error);
        if (error) return fail(Errc::io, path.string() + ": cannot be renamed");
    }
    return report;
}

}  // namespace restante::forge
