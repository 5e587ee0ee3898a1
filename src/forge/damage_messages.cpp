#include <fmt/format.h>

#include "forge/damage_functions.h"
#include "forge/damage_victims.h"
#include "forge/damaged_files.h"
#include "forge/message_bytes.h"
#include "formats/postoffice/mail/mai_message.h"

namespace restante::forge {
namespace {

struct Victim {
    Letter letter{};
    std::string path{};
    DamageReport report{};
};

// A message that some mailbag has and no message file.
std::optional<Victim> message_victim(DamageScene& scene, bool with_attachment) {
    auto letter = letter_where(scene, [&](const Letter& one) {
        return one.references() > 0 && one.place != Place::shadowed && one.attachments.empty() != with_attachment;
    });
    if (!letter) return std::nullopt;
    const std::uint32_t number = scene.index->file(letter->number).number;
    Victim victim{*letter, message_path(number), {}};
    if (with_attachment) victim.path = attachment_path(number - static_cast<std::uint32_t>(letter->attachments.size()));
    victim.report.mailbox = scene.office->plan.accounts[letter->owner].mailbox;
    return victim;
}

void lose_attachment(const DamageScene& scene, const Victim& victim, DamageReport& report) {
    lose_message(scene, victim.letter, report);
    for (std::string& loss : report.loses)
        loss = fmt::format("attachment {} of {}", victim.letter.attachments.front().name, loss);
}

}  // namespace

Result<DamageReport> remove_message(DamageScene& scene) {
    auto victim = message_victim(scene, false);
    if (!victim) return nothing_to_damage();
    victim->report.what = victim->path + " was removed";
    TRY_VOID(DamagedFiles(scene.office->output, victim->report).remove(victim->path));
    lose_message(scene, victim->letter, victim->report);
    return victim->report;
}

Result<DamageReport> cut_message(DamageScene& scene) {
    auto victim = message_victim(scene, false);
    if (!victim) return nothing_to_damage();
    DamagedFiles files(scene.office->output, victim->report);
    const std::uint64_t kept = files.size(victim->path) * 2 / 3;
    TRY_VOID(files.cut(victim->path, kept));
    victim->report.what = fmt::format("{} ends after {} bytes", victim->path, kept);
    lose_message(scene, victim->letter, victim->report);
    for (std::string& loss : victim->report.loses) loss = "end of the text of " + loss;
    return victim->report;
}

Result<DamageReport> spoil_message(DamageScene& scene) {
    auto victim = message_victim(scene, false);
    if (!victim) return nothing_to_damage();
    DamagedFiles files(scene.office->output, victim->report);
    TRY_VOID(files.spoil(victim->path, 0, files.size(victim->path), scene.random));
    victim->report.what = victim->path + " is garbage";
    lose_message(scene, victim->letter, victim->report);
    return victim->report;
}

// Sent by TESTNET/TESTPO/Admin (Q134753).
Result<DamageReport> stub_message(DamageScene& scene) {
    auto victim = message_victim(scene, false);
    if (!victim) return nothing_to_damage();
    postoffice::MaiMessage stub;
    stub.vendor = {{postoffice::vendor_item::kReferenceCount, 1}, {postoffice::vendor_item::kSecond, 2}};
    stub.from = {{.text = "TESTNET/TESTPO/Admin", .name = "Administrator"}};
    stub.to = stub.from;
    stub.text = "PODIAG";
    const ByteVector bytes = TRY(postoffice::compose_mai(stub, scene.office->layouts.mai));
    TRY_VOID(DamagedFiles(scene.office->output, victim->report).change(victim->path, [&](ByteVector& file) {
        file = bytes;
    }));
    victim->report.what = victim->path + " was replaced by a stub of PODIAG";
    lose_message(scene, victim->letter, victim->report);
    return victim->report;
}

Result<DamageReport> bereave_attachments(DamageScene& scene) {
    auto victim = message_victim(scene, true);
    if (!victim) return nothing_to_damage();
    const std::string path = message_path(scene.index->file(victim->letter.number).number);
    victim->report.what = fmt::format("{} was removed, {} and those behind it were not", path, victim->path);
    TRY_VOID(DamagedFiles(scene.office->output, victim->report).remove(path));
    lose_message(scene, victim->letter, victim->report);
    return victim->report;
}

Result<DamageReport> remove_attachment(DamageScene& scene) {
    auto victim = message_victim(scene, true);
    if (!victim) return nothing_to_damage();
    victim->report.what = victim->path + " was removed";
    TRY_VOID(DamagedFiles(scene.office->output, victim->report).remove(victim->path));
    lose_attachment(scene, *victim, victim->report);
    return victim->report;
}

Result<DamageReport> cut_attachment(DamageScene& scene) {
    auto victim = message_victim(scene, true);
    if (!victim) return nothing_to_damage();
    DamagedFiles files(scene.office->output, victim->report);
    const std::uint64_t kept = files.size(victim->path) / 2;
    TRY_VOID(files.cut(victim->path, kept));
    victim->report.what = fmt::format("{} ends after {} bytes", victim->path, kept);
    lose_attachment(scene, *victim, victim->report);
    return victim->report;
}

}  // namespace restante::forge
