#include "sources/mmf/triple_addresses.h"

#include "formats/mmf/address_text.h"

namespace restante::sources {
namespace {

model::AddressKind kind_of(std::uint16_t kind) {
    switch (kind) {
        case mmf::triple::kUnresolved:
            return model::AddressKind::unresolved;
        case mmf::triple::kProvider:
            return model::AddressKind::provider;
        case mmf::triple::kResolved:
            return model::AddressKind::resolved;
        case mmf::triple::kOneOff:
            return model::AddressKind::one_off;
        case mmf::triple::kProviderGroup:
        case mmf::triple::kGroup:
            return model::AddressKind::group;
        default:
            return model::AddressKind::other;
    }
}

}  // namespace

std::vector<model::Address> read_addresses(Bytes attribute, StoreText& text, bool& complete) {
    std::vector<model::Address> addresses;
    mmf::TripleReader reader(attribute);
    while (const auto triple = reader.next()) {
        model::Address& address = addresses.emplace_back();
        address.kind = kind_of(triple->kind);
        if (const auto name = triple->name()) address.name = text.whole(*name);
        if (const auto stored = mmf::triple_address(*triple)) {
            address.type = text.whole(stored->type);
            address.address = text.whole(stored->address);
        }
    }
    complete = reader.end() != mmf::TripleEnd::invalid;
    return addresses;
}

}  // namespace restante::sources
