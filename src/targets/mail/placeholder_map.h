// The address map when nobody gave one. docs/targets/mail.md, Addresses
//
//   what the user's map gave               that
//   SMTP:john@example.org (and MTP:)   john@example.org, as it is
//   MS:NET/PO/MBX                      mbx@po.net.invalid, or mbx@DOMAIN when a domain was named
//   TYPE:anything                      anything@type.invalid, unusual characters as =hh
//   a name only                        "Name" <name@unresolved.invalid>
#pragma once

#include <string>
#include <utility>

#include "targets/mail/address_map.h"

namespace restante::targets::mail {

class PlaceholderMap final : public AddressMap {
public:
    // `domain` for MS addresses; "" for placeholders.
    explicit PlaceholderMap(std::string domain) : domain_(std::move(domain)) {}
    [[nodiscard]] MappedAddress map(const model::Address& address) const override;

private:
    std::string domain_;
};

}  // namespace restante::targets::mail
