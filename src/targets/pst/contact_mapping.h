// Entries of personal address books as contacts and distribution lists. Source: docs/targets/pst.md section 10.
#pragma once

#include <string>
#include <vector>

#include "formats/pst/message.h"
#include "model/address_book.h"
#include "targets/pst/item_properties.h"

namespace restante::targets {

[[nodiscard]] pst::Message map_contact(const MappingContext& context, const model::AddressEntry& entry,
                                       const std::string& item_id, ItemLosses& losses);

// A member as the list sees it: where it lies in the same file, or nothing but its address.
struct GroupMember {
    const model::AddressEntry* entry = nullptr;  // never null
    pst::Nid nid = 0;                            // 0: not in this file, or not written yet
};

[[nodiscard]] pst::Message map_group(const MappingContext& context, const model::AddressEntry& group,
                                     const std::vector<GroupMember>& members, const std::string& item_id,
                                     ItemLosses& losses);

}  // namespace restante::targets
