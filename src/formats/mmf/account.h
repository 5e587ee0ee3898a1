// One mail account of the store: its name and its password. Source: docs/formats/mmf-records.md "Accounts".
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::mmf {

constexpr std::size_t kMaximumAccountName = 511, kMaximumPassword = 31;  // bytes

// The element id beside it counts the accounts from 1; the newest comes first.
struct Account {
    std::string name{};  // "MS:NET/PO/USER"
    std::string password{};
    ByteVector rest{};

    bool operator==(const Account&) const = default;
};

// truncated: a string has no end.
Result<Account> read_account(Bytes element, std::uint64_t file_offset = 0);
// Text must not contain NUL.
[[nodiscard]] ByteVector write_account(const Account& account);

}  // namespace restante::mmf
