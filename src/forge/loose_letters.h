// Messages on the postoffice that are in nobody's mailbag: orphans, and what waits to be delivered (INQUEUE3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "forge/letter.h"
#include "forge/office.h"

namespace restante::forge {

[[nodiscard]] std::size_t orphan_count(const Plan& plan);
// Waiting for its owner; none on a workgroup postoffice, where nothing comes in from elsewhere.
[[nodiscard]] std::size_t waiting_count(const Plan& plan);
[[nodiscard]] Letter make_orphan(const Plan& plan, std::size_t number);   // number < orphan_count()
[[nodiscard]] Letter make_waiting(const Plan& plan, std::size_t number);  // number < waiting_count()
// Behind all others, for message files that belong to nobody.
[[nodiscard]] Letter make_stray(const Plan& plan, std::size_t number);

// Which MAI number each has: orphans first, then those that wait, then an ATT file that no message names. Returns the
// next number.
std::uint32_t number_loose_letters(
    const Plan& plan, std::uint32_t first,
    const std::function<void(const Letter& letter, bool waits, std::uint32_t number)>& take);

// MAI, ATT, INQUEUE3 and P1. Returns the next number.
Result<std::uint32_t> write_loose_letters(const Office& office, std::uint32_t first);

}  // namespace restante::forge
