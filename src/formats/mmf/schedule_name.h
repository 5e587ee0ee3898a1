// The name in the Schedule+ attributes 00060000 and 00060001. Source: docs/formats/mmf-records.md "Schedule names".
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::mmf {

struct ScheduleName {
    std::string name_field{};     // as stored: with its NUL
    std::string address_field{};  // "TYPE:address" with its NUL; empty = none
    ByteVector rest{};

    [[nodiscard]] std::string name() const { return name_field.substr(0, name_field.find('\0')); }
    // For address_text.h split_address().
    [[nodiscard]] Bytes address() const { return as_bytes(address_field); }

    bool operator==(const ScheduleName&) const = default;
};

// truncated.
Result<ScheduleName> read_schedule_name(Bytes value, std::uint64_t file_offset = 0);
// Each field must be below 64 KiB.
[[nodiscard]] ByteVector write_schedule_name(const ScheduleName& name);

}  // namespace restante::mmf
