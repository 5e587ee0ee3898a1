// The counters and switches of a postoffice: CONTROL.GLB, TID.GLB, MASTER.GLB. Source:
// docs/formats/postoffice-records.md (Q87388, Q87404, Q148666, Q104586).
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/finding.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::postoffice {

struct Control {
    std::optional<std::uint32_t> next_mailbag{};  // users, gateways and other postoffices take their names from it
    std::optional<std::uint32_t> next_message{};  // .MAI, .ATT and .P1 files do

    bool operator==(const Control&) const = default;
};

struct Master {
    std::optional<std::uint8_t> gateway_flags{};  // not to be trusted in a workgroup postoffice (Q110225)
    std::optional<bool> enhanced_security{};      // nothing: another value than 0 and 1
    // Bit of the gateway called MSMAIL.
    static constexpr std::uint8_t kMailConnection = 0x10;
};

// What a cut-off file does not hold is missing; a finding tells.
[[nodiscard]] Control read_control(Bytes bytes, Findings& findings);
// What is missing is written as 0.
[[nodiscard]] ByteVector write_control(const Control& control);

[[nodiscard]] std::optional<std::uint32_t> read_last_tid(Bytes bytes, Findings& findings);
[[nodiscard]] ByteVector write_last_tid(std::uint32_t tid);

[[nodiscard]] Master read_master(Bytes bytes, Findings& findings);
// Changes only what `master` has, in a file read before or, when `bytes` is empty, in one of zeros. What lies outside a
// file that was cut off is left out.
[[nodiscard]] ByteVector write_master(const Master& master, Bytes bytes = {});

}  // namespace restante::postoffice
