#include "pipeline/address_resolver.h"

#include <array>
#include <optional>

#include "base/case_fold.h"
#include "targets/mail/address_syntax.h"

namespace restante::pipeline {
namespace {

bool same_postoffice(const model::MicrosoftMailAddress& address, const model::MicrosoftMailAddress& own) {
    const auto same = [](const std::string& a, const std::string& b) {
        return a.empty() || b.empty() || fold_case(a) == fold_case(b);
    };
    return same(address.network, own.network) && same(address.postoffice, own.postoffice);
}

}  // namespace

std::string_view name_of(Reach reach) {
    static constexpr std::array<std::string_view, 4> kNames{"internet", "map", "domain", "no"};
    return kNames[static_cast<std::size_t>(reach)];
}

ResolvedAddress AddressResolver::resolve(std::string_view type, std::string_view text, std::string_view name,
                                         const model::MicrosoftMailAddress& home,
                                         const model::MicrosoftMailAddress& own) const {
    ResolvedAddress resolved;
    model::AddressParts parts = model::parts_of(type, text, name);
    const std::string stored = model::text_of(parts);
    auto* const mail = std::get_if<model::MicrosoftMailAddress>(&parts);
    if (mail != nullptr) *mail = model::completed(std::move(*mail), home);
    resolved.old = model::text_of(parts);
    if (options_.rules && options_.rules->size() != 0) {
        std::vector<std::string> candidates{resolved.old};
        if (stored != resolved.old) candidates.push_back(stored);
        // X.400 addresses may also be named as they are stored, with their semicolons.
        if (std::holds_alternative<model::X400Address>(parts)) candidates.push_back("X400:" + std::string(text));
        if (mail != nullptr && same_postoffice(*mail, own)) candidates.push_back(bare_mailbox(mail->mailbox));
        if (auto match = options_.rules->find(candidates)) {
            resolved.spec = std::move(match->spec);
            resolved.reach = Reach::mapped;
            resolved.rule = match->rule;
            return resolved;
        }
    }
    if (const auto* const internet = std::get_if<model::InternetAddress>(&parts)) {
        if (!targets::mail::is_address_spec(internet->spec)) return resolved;
        resolved.spec = internet->spec;
        resolved.reach = Reach::internet;
    } else if (mail != nullptr && !options_.domain.empty()) {
        resolved.spec = targets::mail::local_part(mail->mailbox) + "@" + options_.domain;
        resolved.reach = Reach::by_domain;
    }
    return resolved;
}

}  // namespace restante::pipeline
