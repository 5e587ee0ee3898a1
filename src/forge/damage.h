// Breaks what was made, one way at a time, and says what can no longer be read. Source: docs/forge.md "Damage".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "forge/damage_report.h"
#include "forge/mail_index.h"
#include "forge/office.h"
#include "forge/random.h"

namespace restante::forge {

// What a damage may look at. Which of several victims it takes follows from `random`.
struct DamageScene {
    const Office* office = nullptr;  // never null, as the next one
    const MailIndex* index = nullptr;
    Random random;
};

struct DamageKind {
    std::string_view name, description;
    Result<DamageReport> (*apply)(DamageScene& scene);  // kind and mailbox "" are filled in by who calls
};

// In the order in which they are applied, whatever order they are asked for in.
[[nodiscard]] const std::vector<DamageKind>& damage_kinds();
[[nodiscard]] bool is_damage_kind(std::string_view name);

// All that are named, each once. Errors: of the files.
Result<std::vector<DamageReport>> apply_damage(const Office& office, const MailIndex& index,
                                               const std::vector<std::string>& names);

}  // namespace restante::forge
