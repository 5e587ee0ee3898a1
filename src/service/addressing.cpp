#include "service/addressing.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/address_map_file.h"
#include "targets/mail/address_syntax.h"

namespace restante::service {
namespace {

std::vector<pipeline::CountedAddress> all_unreachable(const pipeline::AddressCensus& census) {
    std::vector<pipeline::CountedAddress> addresses = census.addresses();
    std::erase_if(addresses, [](const auto& one) { return one.reach != pipeline::Reach::unreachable; });
    return addresses;
}

}  // namespace

Outcome<pipeline::AddressingOptions> read_addressing(const std::string& map, const std::string& domain) {
    pipeline::AddressingOptions options;
    if (!domain.empty() && !targets::mail::is_domain(domain))
        return refuse(ExitCode::usage, fmt::format("\"{}\" is no domain name", domain));
    options.domain = domain;
    if (map.empty()) return options;
    auto rules = read_address_map(map);
    if (!rules) return tl::unexpected(std::move(rules.error()));
    options.rules = std::move(*rules);
    return options;
}

std::optional<Finding> idle_rules_finding(const pipeline::AddressCensus& census) {
    constexpr std::size_t kNamed = 10;
    const std::vector<std::size_t> lines = census.idle_rules();
    if (lines.empty()) return std::nullopt;
    std::string text = fmt::format("{} of them: line", lines.size());
    for (std::size_t i = 0; i < std::min(lines.size(), kNamed); ++i)
        text += fmt::format("{} {}", i == 0 ? "" : ",", lines[i]);
    if (lines.size() > kNamed) text += ", ...";
    return Finding{MessageId::address_rules_idle, {}, "", std::move(text)};
}

std::optional<Finding> unnamed_addresses_finding(const pipeline::AddressCensus& census) {
    const std::size_t unresolved = all_unreachable(census).size();
    if (census.uncounted() == 0 && unresolved <= kMostUnresolved) return std::nullopt;
    std::string text = fmt::format("addresses: the report does not name {} that nobody can be reached by",
                                   unresolved - std::min(unresolved, kMostUnresolved));
    if (census.uncounted() != 0) text += fmt::format(", and {} uses of others were not counted", census.uncounted());
    return Finding{MessageId::limit_count, {}, "", std::move(text)};
}

std::vector<pipeline::CountedAddress> unreachable(const pipeline::AddressCensus& census) {
    std::vector<pipeline::CountedAddress> addresses = all_unreachable(census);
    if (addresses.size() > kMostUnresolved) addresses.resize(kMostUnresolved);
    return addresses;
}

}  // namespace restante::service
