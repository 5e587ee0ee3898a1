// People and lists of people as Outlook keeps them: items of class IPM.Contact and IPM.DistList.
// Source: docs/formats/pst.md section 15; [MS-OXOCNTC].
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "formats/pst/writer.h"

namespace restante::pst {

struct Contact {
    std::string name{};  // shown, and sorted by
    std::string address_type{}, address{};
    std::string comment{};  // becomes the body
    std::string transmittable_name{};
    std::string company{}, office{}, fax{};
    bool send_rich_info = false;
    Properties properties{};  // further ones
};

// Names that the properties of contacts need are added to the writer's name map. Errors: those of Writer::named.
Result<Message> make_contact(Writer& writer, const Contact& contact);

struct ListMember {
    Nid item = 0;  // the contact or list in this store; 0: known by its address only
    bool is_list = false;
    std::string name{}, address_type{}, address{};
};

// Outlook accepts 15,000 bytes of members in one list; longer lists are continued as "NAME (2)" and so on. A list
// without members is one item.
Result<std::vector<Message>> make_distribution_list(Writer& writer, const std::string& name,
                                                    const std::vector<ListMember>& members);

}  // namespace restante::pst
