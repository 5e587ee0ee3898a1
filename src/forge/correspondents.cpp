#include "forge/correspondents.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "forge/people.h"
#include "forge/words.h"

namespace restante::forge {
namespace {

constexpr std::array<std::string_view, 3> kDomains{"example.com", "example.org", "mail.example.net"};

Correspondent by_gateway(Random& random) {
    const std::string first(random.pick(words::first_names()));
    const std::string last(random.pick(words::last_names()));
    const std::string given = plain_capitals(first), surname = plain_capitals(last);
    const std::string name = first + " " + last;
    switch (random.below(6)) {
        case 0:
            return {name, fmt::format("X400:/c=DE/a=DBP/p=ACME/s={}/g={}", surname, given)};
        case 1:
            // Parts of these end with a carriage return (Q94410).
            return {name, fmt::format("FAX:{} {}\rBerlin\rACME\r555-{:04}\r", given, surname, random.below(10'000))};
        case 2:
            return {"", fmt::format("MHS:{}@POSTHUB", surname.substr(0, 8))};
        default:
            return {random.chance(80) ? name : "",
                    fmt::format("SMTP:{}.{}@{}", ascii_lower(given), ascii_lower(surname), random.pick(kDomains))};
    }
}

}  // namespace

Correspondent correspondent(const Plan& plan, std::size_t record) {
    const Account& account = plan.accounts[record];
    return {account.full_name, plan.address_of(account.mailbox)};
}

Correspondent group_correspondent(const Plan& plan, std::size_t group) {
    return {plan.groups[group].name, plan.address_of(plan.groups[group].address)};
}

std::size_t colleague_of(const Plan& plan, std::size_t record, Random& random) {
    const std::size_t own = static_cast<std::size_t>(std::ranges::lower_bound(plan.live, record) - plan.live.begin());
    if (plan.live.size() < 2) return record;
    return plan.live[(own + 1 + random.below(plan.live.size() - 1)) % plan.live.size()];
}

Correspondent stranger(const Plan& plan, std::size_t record, Random& random) {
    if (!plan.retail()) return correspondent(plan, colleague_of(plan, record, random));
    if (random.chance(50)) return by_gateway(random);
    const ExternalPostoffice& office = random.pick(plan.externals);
    const ExternalUser& user = random.pick(office.users);
    return {user.full_name, fmt::format("MS:{}/{}/{}", office.network, office.name, user.mailbox)};
}

}  // namespace restante::forge
