#include "model/mailbox.h"

#include <cstddef>

namespace restante::model {

std::optional<Address> owner_of(const Mailbox& mailbox) {
    Address owner;
    owner.name = mailbox.display_name.empty() ? mailbox.name : mailbox.display_name;
    const std::size_t colon = mailbox.address.find(':');
    if (colon != std::string::npos) {
        owner.type = mailbox.address.substr(0, colon);
        owner.address = mailbox.address.substr(colon + 1);
        owner.kind = AddressKind::resolved;
        owner.internet = mailbox.internet;
    }
    if (owner.name.empty() && owner.address.empty()) return std::nullopt;
    return owner;
}

std::string label_of(const Mailbox& mailbox) {
    if (!mailbox.name.empty()) return mailbox.name;
    return mailbox.shared ? "Shared folders" : "mailbox";
}

}  // namespace restante::model
