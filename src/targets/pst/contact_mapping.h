// Entries of personal address books as contacts and distribution lists. Source: docs/targets/pst.md section 10.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "formats/pst/message.h"
#include "model/address_book.h"
#include "targets/pst/item_properties.h"

namespace restante::targets {

// Errors: those of Writer::named.
[[nodiscard]] Result<pst::Message> map_contact(const MappingContext& context, const model::AddressEntry& entry,
                                               const std::string& item_id, ItemLosses& losses);

// A member as the list sees it: where it lies in the same file, or nothing but its address.
struct GroupMember {
    const model::AddressEntry* entry = nullptr;  // never null
    pst::Nid nid = 0;                            // 0: not in this file, or not written yet
};

// One item, or several when Outlook would not accept so many members in one. Errors: those of Writer::named.
[[nodiscard]] Result<std::vector<pst::Message>> map_group(const MappingContext& context,
                                                          const model::AddressEntry& group,
                                                          const std::vector<GroupMember>& members,
                                                          const std::string& item_id, ItemLosses& losses);

}  // namespace restante::targets
