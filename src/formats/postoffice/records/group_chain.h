// Members of groups: *.GRP holds chains of TIDs, *.MEM the mailbags of the local members. Source:
// docs/formats/postoffice-records.md (Q107767).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::postoffice {

constexpr std::size_t kMostGroupMembers = 500;

// The TIDs of a chain from the member at byte `first` of the file on; 0: no member. A chain that leaves the file or
// comes back to itself ends there, with a finding. The table's layout has fields "tid" and "next".
[[nodiscard]] std::vector<std::uint32_t> group_members(const RecordTable& groups, std::uint32_t first,
                                                       std::string_view file, Findings& findings);
// Appends a chain; the place of its first member, 0 when there is none.
std::uint32_t append_group(RecordTable& groups, std::span<const std::uint32_t> tids);

// Hexids. Bytes that make no whole number, or more numbers than a group may have members, are findings.
[[nodiscard]] std::vector<std::uint32_t> read_member_list(Bytes bytes, std::string_view file, Findings& findings);
[[nodiscard]] ByteVector write_member_list(std::span<const std::uint32_t> hexids);

}  // namespace restante::postoffice
