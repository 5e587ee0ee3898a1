// From the addresses of the old world to those of Internet mail. One small interface, so that a mapping file can stand
// in front of the placeholders.
#pragma once

#include <cstdint>
#include <string>

#include "formats/mime/header_writer.h"
#include "model/address.h"

namespace restante::targets::mail {

enum class AddressOrigin : std::uint8_t {
    as_is,        // was an Internet address already
    mapped,       // somebody said so: a domain or a mapping
    placeholder,  // derived from the old address; ends in .invalid, which never resolves (RFC 2606)
    unresolved,   // there was only a name
};

struct MappedAddress {
    mime::MailAddress mail{};
    AddressOrigin origin = AddressOrigin::as_is;
};

class AddressMap {
public:
    AddressMap() = default;
    AddressMap(const AddressMap&) = delete;
    AddressMap& operator=(const AddressMap&) = delete;
    virtual ~AddressMap() = default;

    // Never fails: whatever the source holds becomes something every mail program accepts.
    [[nodiscard]] virtual MappedAddress map(const model::Address& address) const = 0;
};

}  // namespace restante::targets::mail
