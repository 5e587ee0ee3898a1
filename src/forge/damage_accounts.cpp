#include <fmt/format.h>

#include <algorithm>

#include "forge/address_lists.h"
#include "forge/damage_functions.h"
#include "forge/damage_victims.h"
#include "forge/damaged_files.h"

namespace restante::forge {
namespace {

constexpr const char* kAccess2 = "GLB/ACCESS2.GLB";
constexpr std::size_t kAccessRecord = 586, kAccess3Record = 512;

Result<DamageReport> remove_table(const DamageScene& scene, const std::string& path, const char* loss) {
    DamageReport report{.kind = {}, .what = path + " was removed"};
    TRY_VOID(DamagedFiles(scene.office->output, report).remove(path));
    if (loss != nullptr) report.loses.emplace_back(loss);
    return report;
}

MutableBytes record_of(const DamageScene& scene, ByteVector& table, std::size_t record) {
    const std::size_t size = scene.office->layouts.access2.record_size;
    return MutableBytes(table).subspan(access2_place(*scene.office, record), size);
}

}  // namespace

Result<DamageReport> remove_access(DamageScene& scene) { return remove_table(scene, "GLB/ACCESS.GLB", nullptr); }

Result<DamageReport> remove_access2(DamageScene& scene) {
    return remove_table(scene, kAccess2, "which mailbox has which mailbag");
}

Result<DamageReport> remove_access3(DamageScene& scene) { return remove_table(scene, "GLB/ACCESS3.GLB", nullptr); }

Result<DamageReport> cut_access2(DamageScene& scene) {
    DamageReport report;
    const std::size_t size = scene.office->layouts.access2.record_size;
    const std::size_t accounts = scene.office->plan.accounts.size();
    const std::size_t first_lost = accounts - 1 - accounts / 4;
    TRY_VOID(DamagedFiles(scene.office->output, report).cut(kAccess2, first_lost * size + size / 2));
    report.what = fmt::format("ACCESS2.GLB ends inside record {}", first_lost);
    for (std::size_t record = first_lost; record < accounts; ++record)
        if (!scene.office->plan.accounts[record].deleted)
            report.loses.push_back("account " + scene.office->plan.accounts[record].mailbox);
    return report;
}

Result<DamageReport> change_counts(DamageScene& scene) {
    DamageReport report{.kind = {}, .what = "ACCESS.GLB has a record more, ACCESS3.GLB one less than ACCESS2.GLB"};
    DamagedFiles files(scene.office->output, report);
    TRY_VOID(files.change("GLB/ACCESS.GLB", [](ByteVector& bytes) { bytes.resize(bytes.size() + kAccessRecord); }));
    const std::uint64_t size = files.size("GLB/ACCESS3.GLB");
    TRY_VOID(files.cut("GLB/ACCESS3.GLB", size - std::min<std::uint64_t>(size, kAccess3Record)));
    return report;
}

// A record is marked as in use that is not: its mailbox takes no mail, and its number may be another's.
Result<DamageReport> revive_account(DamageScene& scene) {
    const auto& accounts = scene.office->plan.accounts;
    const auto found = std::ranges::find(accounts, true, &Account::deleted);
    const postoffice::Field* const state = scene.office->layouts.access2.find("state");
    if (found == accounts.end() || state == nullptr) return nothing_to_damage();
    DamageReport report;
    const auto record = static_cast<std::size_t>(found - accounts.begin());
    TRY_VOID(DamagedFiles(scene.office->output, report).change(kAccess2, [&](ByteVector& table) {
        if (table.size() < access2_place(*scene.office, record + 1)) return;
        static_cast<void>(postoffice::write_number(*state, record_of(scene, table, record), state->live));
    }));
    report.mailbox = found->mailbox;
    report.what = fmt::format("record {} of ACCESS2.GLB, deleted, is marked as in use", record);
    return report;
}

Result<DamageReport> swap_records(DamageScene& scene) {
    const auto two = two_accounts(scene);
    if (!two) return nothing_to_damage();
    DamageReport report;
    TRY_VOID(DamagedFiles(scene.office->output, report).change(kAccess2, [&](ByteVector& table) {
        if (table.size() < access2_place(*scene.office, std::max(two->first, two->second) + 1)) return;
        std::ranges::swap_ranges(record_of(scene, table, two->first), record_of(scene, table, two->second));
    }));
    const auto& accounts = scene.office->plan.accounts;
    report.what = fmt::format("records {} ({}) and {} ({}) of ACCESS2.GLB have changed places; ADMIN.NME has not",
                              two->first, accounts[two->first].mailbox, two->second, accounts[two->second].mailbox);
    report.mailbox = accounts[two->first].mailbox;
    return report;
}

Result<DamageReport> repeat_hexid(DamageScene& scene) {
    const auto two = two_accounts(scene);
    const postoffice::Field* const hexid = scene.office->layouts.access2.find("hexid");
    if (!two || hexid == nullptr) return nothing_to_damage();
    const auto& accounts = scene.office->plan.accounts;
    DamageReport report;
    TRY_VOID(DamagedFiles(scene.office->output, report).change(kAccess2, [&](ByteVector& table) {
        if (table.size() < access2_place(*scene.office, two->second + 1)) return;
        static_cast<void>(
            postoffice::write_number(*hexid, record_of(scene, table, two->second), accounts[two->first].hexid));
    }));
    report.what = fmt::format("{} and {} both have hexid {:08X} in ACCESS2.GLB", accounts[two->first].mailbox,
                              accounts[two->second].mailbox, accounts[two->first].hexid);
    report.mailbox = accounts[two->second].mailbox;
    report.loses = {"whose mailbag " + postoffice::hexid_text(accounts[two->first].hexid) + " is",
                    "whose mailbag " + postoffice::hexid_text(accounts[two->second].hexid) + " is"};
    return report;
}

}  // namespace restante::forge
