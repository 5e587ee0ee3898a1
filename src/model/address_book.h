// Personal address books: people and groups.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace restante::model {

struct AddressEntry {
    std::string id{};                                                        // the store's own id, "71..."
    std::string name{}, type{}, address{}, comment{}, transmittable_name{};  // "" when the source has none
    bool group = false;
    std::vector<std::string> members{};  // ids of entries, stored order; only for groups
    bool only_in_group = false;
    std::string internet{};  // the Internet address the user's map or domain gives it; "" when they give none
};

struct AddressBook {
    std::string name{};
    bool standard = false;
    std::vector<AddressEntry> entries{};
};

}  // namespace restante::model
