// What is known of each record file without looking at a particular postoffice: sizes of all, places of some fields.
// Source: docs/formats/postoffice-records.md; the articles are named there.
#pragma once

#include <cstdint>

#include "formats/postoffice/records/layout.h"

namespace restante::postoffice {

enum class RecordFile : std::uint8_t {
    access,
    access2,
    access3,
    control,
    group,
    group_members,  // GRPMEM.GLB
    master,
    net_po,
    network,
    tid,
    group_chain,     // *.GRP
    member_list,     // *.MEM
    name_list,       // *.NME
    external_users,  // *.USR
    externals,       // *.XTN
};
constexpr RecordFile kLastRecordFile = RecordFile::externals;

constexpr std::uint32_t kGroupEntry = 4, kExternalEntry = 2;  // types of address list entries (Q107767)

// Valid, and only fields whose place is documented, dumped or follows from the sizes.
[[nodiscard]] RecordLayout known_layout(RecordFile file);

}  // namespace restante::postoffice
