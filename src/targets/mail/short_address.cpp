#include "targets/mail/short_address.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "model/address_parts.h"

namespace restante::targets::mail {
namespace {

model::MicrosoftMailAddress microsoft_mail(const model::AddressParts& parts) {
    const auto* const mail = std::get_if<model::MicrosoftMailAddress>(&parts);
    return mail == nullptr ? model::MicrosoftMailAddress{} : *mail;
}

model::MicrosoftMailAddress home_of(const std::vector<model::Address>& senders, const model::Mailbox& mailbox) {
    if (!senders.empty())
        if (auto sender = microsoft_mail(model::parts_of(senders.front())); sender.complete()) return sender;
    return microsoft_mail(model::parts_of_text(mailbox.address));
}

}  // namespace

bool is_short(const model::Address& address) {
    return address.internet.empty() && !address.address.empty() &&
           std::count(address.address.begin(), address.address.end(), '/') < 2 &&
           model::normal_address_type(address.type) == "MS";
}

model::Address in_full(model::Address address, const std::vector<model::Address>& senders,
                       const model::Mailbox& mailbox) {
    constexpr std::string_view kType = "MS:";
    model::AddressParts parts = model::parts_of(address);
    if (auto* const mail = std::get_if<model::MicrosoftMailAddress>(&parts); mail != nullptr)
        address.address =
            model::text_of(model::completed(std::move(*mail), home_of(senders, mailbox))).substr(kType.size());
    return address;
}

}  // namespace restante::targets::mail
