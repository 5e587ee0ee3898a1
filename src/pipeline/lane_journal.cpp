#include "pipeline/lane_journal.h"

#include <ctime>

namespace restante::pipeline {
namespace {

// Less than any lease is renewed in.
constexpr std::chrono::seconds kTrusted{1};

}  // namespace

LaneJournal::Moment LaneJournal::Moment::now() {
    std::timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return {std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec),
            std::chrono::system_clock::now()};
}

Result<void> LaneJournal::still_ours() {
    const Moment now = Moment::now();
    const bool moved = now.date < asked_.date || now.date - asked_.date >= kTrusted;
    if (!moved && now.awake_or_asleep - asked_.awake_or_asleep < kTrusted) return {};
    TRY_VOID(record_.check());
    asked_ = now;
    return {};
}

}  // namespace restante::pipeline
