// Whom and what a damage hits, and how what it loses is called.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "forge/damage.h"

namespace restante::forge {

// An account in use that fulfils `wanted`; nothing when none does.
[[nodiscard]] std::optional<std::size_t> account_where(DamageScene& scene,
                                                       const std::function<bool(std::size_t record)>& wanted);
[[nodiscard]] std::optional<Letter> letter_where(DamageScene& scene, const std::function<bool(const Letter&)>& wanted);
// Two different accounts in use with mail on the postoffice.
[[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> two_accounts(DamageScene& scene);

[[nodiscard]] std::size_t live_headers(const DamageScene& scene, std::size_t record);
[[nodiscard]] std::string mailbag_path(const DamageScene& scene, std::size_t record);  // "MBG/0000001A.MBG"
[[nodiscard]] std::string key_path(const DamageScene& scene, std::size_t record);

[[nodiscard]] std::string lost_message(std::string_view mailbox, const Letter& letter);  // "JDOE: Budget 12"
// Of everybody who has that message from its MAI file alone.
void lose_message(const DamageScene& scene, const Letter& letter, DamageReport& report);

[[nodiscard]] DamageReport nothing_to_damage();

}  // namespace restante::forge
