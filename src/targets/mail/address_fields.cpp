#include "targets/mail/address_fields.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "targets/mail/restante_headers.h"
#include "targets/mail/short_address.h"

namespace restante::targets::mail {
namespace {

constexpr std::size_t kNamedAddresses = 5;  // examples in a finding

std::string examples(const std::unordered_set<std::string>& found, std::size_t limit) {
    const std::set<std::string> all(found.begin(), found.end());
    std::string text = fmt::format("{}{}: ", all.size() >= limit ? "at least " : "", all.size());
    std::size_t shown = 0;
    for (const std::string& one : all) {
        if (shown++ == kNamedAddresses) return text + ", ...";
        if (shown > 1) text += ", ";
        text += one;
    }
    return text;
}

}  // namespace

const KnownAddress& AddressFields::known(const model::Address& address) {
    const bool completed = mailbox_ != nullptr && is_short(address);
    const KnownAddress& found = completed ? known_.find(in_full(address, *senders_, *mailbox_)) : known_.find(address);
    if (found.met_before) return found;
    const AddressOrigin origin = found.mapped.origin;
    if (origin == AddressOrigin::placeholder && placeholders_.size() < kRemembered)
        placeholders_.insert(address.type + ":" + address.address);
    if (origin == AddressOrigin::unresolved && unresolved_.size() < kRemembered)
        unresolved_.insert(address.name.empty() ? address.type + address.address : address.name);
    return found;
}

void AddressFields::write(std::string_view name, const std::vector<model::Address>& addresses) {
    if (addresses.empty()) return;
    list_.resize(addresses.size());  // its strings keep their memory
    bool as_stored = true;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        const KnownAddress& one = known(addresses[i]);
        as_stored = as_stored && one.as_stored;
        list_[i] = one.mapped.mail;
    }
    headers_.addresses(name, list_);
    if (!as_stored) headers_.text("X-Restante-" + std::string(name), original_addresses(addresses));
}

void AddressFields::write_one(std::string_view name, const model::Address& address) {
    const bool somebody = !address.name.empty() || !address.type.empty() || !address.address.empty();
    list_.assign(1, somebody ? mapped(address) : known_.find(address).mapped.mail);  // nobody is no one to report
    headers_.addresses(name, list_);
}

void AddressFields::take_over(AddressFields& other) {
    for (const auto& [from, into] :
         {std::pair(&other.placeholders_, &placeholders_), std::pair(&other.unresolved_, &unresolved_)}) {
        for (const std::string& one : *from)
            if (into->size() < kRemembered) into->insert(one);
        from->clear();
    }
}

void AddressFields::report(Findings& losses) {
    if (!placeholders_.empty()) losses.add(MessageId::mail_placeholder_addresses, examples(placeholders_, kRemembered));
    if (!unresolved_.empty()) losses.add(MessageId::mail_unresolved_addresses, examples(unresolved_, kRemembered));
    placeholders_.clear();
    unresolved_.clear();
    known_.forget();
}

}  // namespace restante::targets::mail
