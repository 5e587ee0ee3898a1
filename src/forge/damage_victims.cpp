#include "forge/damage_victims.h"

#include <algorithm>

#include "formats/postoffice/records/field_access.h"

namespace restante::forge {

std::optional<std::size_t> account_where(DamageScene& scene, const std::function<bool(std::size_t)>& wanted) {
    const std::vector<std::size_t>& live = scene.office->plan.live;
    const std::size_t start = scene.random.below(live.size());
    for (std::size_t i = 0; i < live.size(); ++i)
        if (const std::size_t record = live[(start + i) % live.size()]; wanted(record)) return record;
    return std::nullopt;
}

std::optional<Letter> letter_where(DamageScene& scene, const std::function<bool(const Letter&)>& wanted) {
    const std::size_t count = scene.office->plan.options.message_count();
    if (count == 0) return std::nullopt;
    const std::size_t start = scene.random.below(count);
    for (std::size_t i = 0; i < count; ++i)
        if (Letter letter = make_letter(scene.office->plan, (start + i) % count); wanted(letter)) return letter;
    return std::nullopt;
}

std::size_t live_headers(const DamageScene& scene, std::size_t record) {
    const auto& holdings = scene.index->holdings(record);
    return static_cast<std::size_t>(std::ranges::count(holdings, true, &Holding::live));
}

std::optional<std::pair<std::size_t, std::size_t>> two_accounts(DamageScene& scene) {
    const auto has_mail = [&](std::size_t record) { return live_headers(scene, record) > 0; };
    const auto one = account_where(scene, has_mail);
    if (!one) return std::nullopt;
    const auto other = account_where(scene, [&](std::size_t record) { return record != *one && has_mail(record); });
    if (!other) return std::nullopt;
    return std::pair(*one, *other);
}

std::string mailbag_path(const DamageScene& scene, std::size_t record) {
    return "MBG/" + postoffice::hexid_text(scene.office->plan.accounts[record].hexid) + ".MBG";
}

std::string key_path(const DamageScene& scene, std::size_t record) {
    return "KEY/" + postoffice::hexid_text(scene.office->plan.accounts[record].hexid) + ".KEY";
}

std::string lost_message(std::string_view mailbox, const Letter& letter) {
    return std::string(mailbox) + ": " + letter.subject;
}

void lose_message(const DamageScene& scene, const Letter& letter, DamageReport& report) {
    const auto& accounts = scene.office->plan.accounts;
    // A shadow is still in the message file.
    if (letter.place == Place::mailbag) report.loses.push_back(lost_message(accounts[letter.owner].mailbox, letter));
    for (std::size_t i = 0; i < letter.others.size(); ++i)
        if (!letter.others_deleted[i]) report.loses.push_back(lost_message(accounts[letter.others[i]].mailbox, letter));
}

DamageReport nothing_to_damage() { return {.kind = {}, .what = "nothing of that kind is there"}; }

}  // namespace restante::forge
