#include "targets/mail/known_addresses.h"

namespace restante::targets::mail {

const KnownAddress& KnownAddresses::find(const model::Address& address) {
    key_.clear();
    for (const std::string* const part : {&address.type, &address.address, &address.internet, &address.name}) {
        key_ += *part;
        key_ += '\0';
    }
    key_ += name_of(address.kind);
    if (const auto found = known_.find(key_); found != known_.end()) {
        found->second.met_before = true;
        return found->second;
    }
    if (known_.size() >= kMost) known_.clear();
    KnownAddress known;
    known.mapped = map_.map(address);
    known.as_stored = known.mapped.origin == AddressOrigin::as_is &&
                      model::Address{known.mapped.mail.name, "SMTP", known.mapped.mail.spec} ==
                          model::Address{address.name, address.type, address.address} &&
                      address.kind == model::AddressKind::resolved;
    known.met_before = false;
    return known_.emplace(key_, std::move(known)).first->second;
}

}  // namespace restante::targets::mail
