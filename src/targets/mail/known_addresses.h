// What mail says for each address, worked out once: the same few hundred people stand in most messages.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>

#include "targets/mail/address_map.h"
#include "targets/mail/placeholder_map.h"

namespace restante::targets::mail {

struct KnownAddress {
    MappedAddress mapped{};
    bool as_stored = false;  // the field in the message says all that is stored
    bool met_before = true;
};

class KnownAddresses {
public:
    static constexpr std::size_t kMost = 10'000;  // then it starts again, so that memory stays flat

    explicit KnownAddresses(std::string domain) : map_(std::move(domain)) {}

    // Valid until the next call.
    const KnownAddress& find(const model::Address& address);
    void forget() { known_.clear(); }

private:
    PlaceholderMap map_;
    std::unordered_map<std::string, KnownAddress> known_;
    std::string key_;
};

}  // namespace restante::targets::mail
