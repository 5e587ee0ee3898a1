// One mailbox after the other, and nothing on record.
#pragma once

#include <atomic>
#include <utility>
#include <vector>

#include "pipeline/mailbox_queue.h"

namespace restante::pipeline {

class PlainQueue final : public MailboxQueue {
public:
    // `planned`: positions in the plan.
    explicit PlainQueue(std::vector<std::size_t> planned) : planned_(std::move(planned)) {}

    Result<std::optional<Work>> next(std::size_t /*worker*/) override {
        const std::size_t index = next_.fetch_add(1);
        if (index >= planned_.size()) return std::optional<Work>();
        std::optional<Work> work(std::in_place);
        work->planned = planned_[index];
        return work;
    }
    Result<void> done(std::size_t /*worker*/, Work& /*work*/, const MailboxOutcome& /*outcome*/) override { return {}; }
    Result<std::optional<MailboxOutcome>> earlier(std::size_t /*planned*/) override {
        return std::optional<MailboxOutcome>();
    }

private:
    std::vector<std::size_t> planned_;
    std::atomic<std::size_t> next_{0};
};

}  // namespace restante::pipeline
