#include <fmt/format.h>

#include "forge/damage_functions.h"
#include "forge/damage_victims.h"
#include "forge/damaged_files.h"
#include "formats/postoffice/mail/mailbag.h"
#include "formats/postoffice/mail/mailbag_key.h"

namespace restante::forge {
namespace {

// Messages whose header the account has from `first` on (counted with deleted ones), while no other place has them.
void lose_headers(const DamageScene& scene, std::size_t record, std::size_t first, DamageReport& report) {
    std::size_t place = 0;
    for (const Holding& holding : scene.index->holdings(record)) {
        if (scene.index->file(holding.letter).number == 0) continue;
        if (place++ < first || !holding.live) continue;
        const Letter letter = make_letter(scene.office->plan, holding.letter);
        if (holding.own && letter.place == Place::shadowed) continue;
        report.loses.push_back("header of " + lost_message(scene.office->plan.accounts[record].mailbox, letter));
    }
}

std::optional<std::size_t> account_with_mail(DamageScene& scene) {
    return account_where(scene, [&](std::size_t record) { return live_headers(scene, record) > 1; });
}

}  // namespace

Result<DamageReport> remove_key(DamageScene& scene) {
    const auto record = account_with_mail(scene);
    if (!record) return nothing_to_damage();
    DamageReport report{.kind = {}, .what = key_path(scene, *record) + " was removed"};
    report.mailbox = scene.office->plan.accounts[*record].mailbox;
    TRY_VOID(DamagedFiles(scene.office->output, report).remove(key_path(scene, *record)));
    report.loses.push_back("which messages of " + report.mailbox + " are deleted");
    return report;
}

Result<DamageReport> remove_keys(DamageScene& scene) {
    DamageReport report{.kind = {}, .what = "all KEY files were removed"};
    DamagedFiles files(scene.office->output, report);
    for (const std::string& path : files.all("KEY", ".KEY")) TRY_VOID(files.remove(path));
    report.loses.emplace_back("which messages are deleted");
    return report;
}

Result<DamageReport> cut_mailbag(DamageScene& scene) {
    const auto record = account_with_mail(scene);
    if (!record) return nothing_to_damage();
    DamageReport report;
    DamagedFiles files(scene.office->output, report);
    const std::string path = mailbag_path(scene, *record);
    const std::uint64_t kept = files.size(path) / postoffice::kMailbagHeaderSize * 2 / 3;
    TRY_VOID(files.cut(path, kept * postoffice::kMailbagHeaderSize + postoffice::kMailbagHeaderSize / 2));
    report.what = fmt::format("{} ends inside header {}", path, kept);
    report.mailbox = scene.office->plan.accounts[*record].mailbox;
    lose_headers(scene, *record, static_cast<std::size_t>(kept), report);
    return report;
}

Result<DamageReport> remove_mailbag(DamageScene& scene) {
    const auto record = account_with_mail(scene);
    if (!record) return nothing_to_damage();
    DamageReport report{.kind = {}, .what = mailbag_path(scene, *record) + " was removed"};
    report.mailbox = scene.office->plan.accounts[*record].mailbox;
    TRY_VOID(DamagedFiles(scene.office->output, report).remove(mailbag_path(scene, *record)));
    lose_headers(scene, *record, 0, report);
    return report;
}

Result<DamageReport> delete_headers(DamageScene& scene) {
    const auto record = account_with_mail(scene);
    if (!record) return nothing_to_damage();
    DamageReport report{.kind = {},
                        .what = "all messages in " + mailbag_path(scene, *record) + " are marked as deleted"};
    report.mailbox = scene.office->plan.accounts[*record].mailbox;
    DamagedFiles files(scene.office->output, report);
    const std::uint64_t headers = files.size(mailbag_path(scene, *record)) / postoffice::kMailbagHeaderSize;
    TRY_VOID(files.change(key_path(scene, *record), [&](ByteVector& key) {
        key.resize(postoffice::kKeySize);
        for (std::size_t i = 0; i < headers; ++i) postoffice::set_live(key, i, false, scene.office->layouts.key.bitmap);
    }));
    lose_headers(scene, *record, 0, report);
    return report;
}

Result<DamageReport> swap_mailbags(DamageScene& scene) {
    const auto two = two_accounts(scene);
    if (!two) return nothing_to_damage();
    DamageReport report;
    TRY_VOID(DamagedFiles(scene.office->output, report)
                 .swap(mailbag_path(scene, two->first), mailbag_path(scene, two->second)));
    const auto& accounts = scene.office->plan.accounts;
    report.what = fmt::format("the MBG files of {} and {} have changed names", accounts[two->first].mailbox,
                              accounts[two->second].mailbox);
    report.mailbox = accounts[two->first].mailbox;
    return report;
}

}  // namespace restante::forge
