// Use case forecast: how long a migration will take, and what its destination will not keep, tried with the first part
// of the mail. Nothing is written where the mail is to go: the trial goes to a directory of its own among the temporary
// files, which is removed at once.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "base/finding.h"
#include "service/migrate.h"

namespace restante::service {

struct Forecast {
    static constexpr double kLongestTrial = 3;                               // seconds
    static constexpr std::uint64_t kLargestTrial = std::uint64_t{64} << 20;  // bytes of bodies and attachments
    // What a server answers while it is tested whether a migration could begin: greeting, encryption, abilities, login,
    // rights, folders. About so many of them stand for the time of one.
    static constexpr double kAnswersOfATest = 6;
    static constexpr std::size_t kMostLosses = 2'000;

    struct Loss {
        std::string mailbox{};
        Finding finding{};
    };

    std::string tried_with{};               // the kind of target the trial went to: "eml" in place of a server
    std::uint64_t messages = 0, bytes = 0;  // of the trial
    double seconds = 0;                     // it took
    bool whole = false;                     // it was all of the mail
    double answer = 0;                      // seconds that one answer of the server takes; 0: there is no server
    double low = 0, high = 0;               // seconds that the whole migration will take
    std::vector<Loss> losses{};             // in the trial
    std::uint64_t untold_losses = 0;        // beyond kMostLosses
};

struct ForecastSize {
    std::uint64_t messages = 0, bytes = 0;  // of the whole migration, as a dry run counts them
};

// Refuses as migrate() does, and with io when there is no room for temporary files.
Outcome<Forecast> forecast(const MigrateRequest& request, const ForecastSize& size, const std::atomic<bool>& cancel);

}  // namespace restante::service
