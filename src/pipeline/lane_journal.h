// The journal of one target during one mailbox: puts on record what it is about to send, and keeps what became of it
// until the run asks.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/counts.h"
#include "pipeline/unit_record.h"
#include "targets/journal.h"

namespace restante::pipeline {

// How a message was counted while a target was still busy with it.
struct Standing {
    Counts* counts = nullptr;       // of its folder
    std::uint64_t attachments = 0;  // that stand or fall with it
    bool delivered = false;

    // A target refused it after all. Several may.
    void take_back() {
        if (!delivered) return;
        delivered = false;
        --counts->messages.delivered, ++counts->messages.failed;
        counts->attachments.delivered -= attachments, counts->attachments.failed += attachments;
    }
};

struct Unsettled {
    std::string item{};  // "Inbox/3"
    std::shared_ptr<Standing> standing{};
};

class LaneJournal final : public targets::Journal {
public:
    using Outcome = std::pair<std::string, Result<targets::Delivery>>;  // by item id

    // `record` outlives it.
    LaneJournal(UnitRecord& record, std::uint32_t target) : record_(record), target_(target) {}

    Result<void> intend(std::span<const targets::JournalItem> items) override {
        asked_ = Moment::now();
        return record_.intend(target_, items);
    }
    Result<void> still_ours() override;
    void settled(const std::string& item_id, Result<targets::Delivery> outcome) override {
        outcomes_.emplace_back(item_id, std::move(outcome));
    }

    // The target answered `pending` for it.
    void expect(const std::string& item_id, Unsettled one) { unsettled_[item_id] = std::move(one); }
    [[nodiscard]] std::vector<Outcome> take_outcomes() { return std::exchange(outcomes_, {}); }
    // The message of an outcome; empty when none was expected.
    [[nodiscard]] Unsettled take(const std::string& item_id) {
        auto node = unsettled_.extract(item_id);
        return node.empty() ? Unsettled{} : std::move(node.mapped());
    }
    // What the target still owes an answer for.
    [[nodiscard]] std::map<std::string, Unsettled> take_rest() { return std::exchange(unsettled_, {}); }

private:
    // Both clocks, since neither alone shows every kind of sleep.
    struct Moment {
        std::chrono::nanoseconds awake_or_asleep{};  // since the machine was started
        std::chrono::system_clock::time_point date{};
        static Moment now();
    };

    UnitRecord& record_;
    std::uint32_t target_;
    Moment asked_{};  // when the unit was known to be ours
    std::map<std::string, Unsettled> unsettled_;
    std::vector<Outcome> outcomes_;
};

}  // namespace restante::pipeline
