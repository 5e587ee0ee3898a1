// Use case verify: whether a target still holds what the ledger says it was given. Writes nothing anywhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "service/exit_code.h"
#include "service/secrets.h"
#include "targets/secret.h"

namespace restante::service {

struct VerifyRequest {
    std::string ledger{};            // a file or postgresql://...
    std::string run{};               // the beginning of its id; "": the last one begun
    SecretPlaces places{};           // instead of those the run was begun with
    targets::SecretSource secret{};  // asked for logins instead of any place, when it is there
};

enum class Doubt : std::uint8_t {
    missing,  // on record as there, and not there
    changed,  // there with other bytes
    twice,    // there more than once
    unsure,   // sent, but not known to have arrived
};
[[nodiscard]] std::string_view name_of(Doubt doubt);

struct DoubtfulItem {
    Doubt doubt{};
    std::string item{};  // "Inbox/3"; of a whole file ""
    std::string mailbox{}, place{};
};

struct VerifiedTarget {
    static constexpr std::size_t kMostNamed = 1'000;

    std::string uri{};
    std::uint64_t recorded = 0;  // items on record as delivered; files, where no messages go
    std::uint64_t found = 0;     // of them
    std::uint64_t hashed = 0;    // of those, compared byte for byte by their hash
    std::uint64_t missing = 0, changed = 0, twice = 0, unsure = 0;
    std::uint64_t others = 0;              // ours by their mark, but of another run
    std::vector<DoubtfulItem> doubtful{};  // the first of them
    std::string unreadable{};              // why the target could not be read (to its end); "": it could
};

struct VerifyOutcome {
    ExitCode exit_code{};  // 0: everything is there; 2: something is not; 69 or 74: a target cannot be read
    std::vector<VerifiedTarget> targets{};
};

Outcome<VerifyOutcome> verify(const VerifyRequest& request);

}  // namespace restante::service
