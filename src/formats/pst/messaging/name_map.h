// Which names stand behind the property ids from 0x8000 up. Source: docs/formats/pst.md section 13; [MS-PST] 2.4.7.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "base/result.h"
#include "formats/pst/ltp/node_builder.h"
#include "formats/pst/ltp/text_codec.h"
#include "formats/pst/property.h"

namespace restante::pst {

class NameMap {
public:
    // Starts with a number and a text name, because readers reject files whose map is empty.
    NameMap();

    // The id of the name, the same for the same name. Error: too_large after 32,766 names.
    Result<std::uint16_t> id_of(const PropertyName& name);
    [[nodiscard]] std::size_t size() const { return names_.size(); }

    // The properties of node 0x61, sorted.
    void describe(ltp::PropertySet& set) const;

private:
    std::map<PropertyName, std::uint16_t> ids_;
    std::vector<PropertyName> names_;
};

}  // namespace restante::pst
