// Who writes to whom.
#pragma once

#include <string>
#include <string_view>

#include "forge/plan.h"
#include "forge/random.h"

namespace restante::forge {

constexpr std::string_view kNativePrefix = "MS:";  // of an address in this or another postoffice

struct Correspondent {
    std::string name{};     // may be empty
    std::string address{};  // "MS:NET/PO/MAILBOX", "SMTP:a@b" ...
};

[[nodiscard]] Correspondent correspondent(const Plan& plan, std::size_t record);
[[nodiscard]] Correspondent group_correspondent(const Plan& plan, std::size_t group);
// Somebody on the postoffice; another than `record` when there is one.
[[nodiscard]] std::size_t colleague_of(const Plan& plan, std::size_t record, Random& random);
// Somebody elsewhere; on a workgroup postoffice, which has no gateways, a colleague.
[[nodiscard]] Correspondent stranger(const Plan& plan, std::size_t record, Random& random);

}  // namespace restante::forge
