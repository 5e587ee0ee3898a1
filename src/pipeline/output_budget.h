// How much one mailbox may deliver, measured by the size of its source. Formats let many messages share one text or one
// attachment; a file made to hurt shares a large one ten thousand times. Source: docs/limits.md.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/byte_source.h"
#include "model/message.h"

namespace restante::pipeline {

// Bytes of texts and attachments that may be delivered for each byte of the source, and at least.
constexpr std::uint64_t kMostTimesDelivered = 100;
constexpr std::uint64_t kLeastDelivered = 64ULL * 1024 * 1024;

// What an attachment costs besides its bytes: headers, and lines of reports and of the ledger.
constexpr std::uint64_t kCostOfAttachment = 512;

// Messages that are refused, before nothing more of the mailbox is read.
constexpr std::size_t kMostRefused = 100;

// Bytes of a message but for the data of its attachments.
[[nodiscard]] inline std::uint64_t cost_without_data(const model::Message& message) {
    std::uint64_t cost = (message.subject ? message.subject->size() : 0) + (message.body ? message.body->size() : 0) +
                         message.attachments.size() * kCostOfAttachment;
    for (const auto* list : {&message.from, &message.to, &message.cc, &message.bcc, &message.reply_to})
        for (const model::Address& one : *list) cost += one.name.size() + one.type.size() + one.address.size();
    return cost;
}

class OutputBudget {
public:
    explicit OutputBudget(std::uint64_t source_bytes) {
        constexpr std::uint64_t kMost = ~std::uint64_t{0};
        left_ = source_bytes > kMost / kMostTimesDelivered
                    ? kMost
                    : std::max(kLeastDelivered, source_bytes * kMostTimesDelivered);
    }

    // False: there is not so much left. A smaller part may still pass.
    bool spend(std::uint64_t bytes) {
        if (bytes > left_) return false;
        left_ -= bytes;
        return true;
    }

    // The same for a message without the data of its attachments.
    bool spend_message(const model::Message& message) {
        if (spend(cost_without_data(message))) return true;
        ++refused_;
        return false;
    }
    // Reading more would only cost time.
    [[nodiscard]] bool exhausted() const { return refused_ >= kMostRefused; }

private:
    std::uint64_t left_ = 0;
    std::size_t refused_ = 0;
};

// In place of data that is left out; its size is known, and reading it fails (too_large).
class LeftOutBytes final : public ByteSource {
public:
    explicit LeftOutBytes(std::uint64_t size) : size_(size) {}
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t /*offset*/, MutableBytes /*into*/) const override {
        return fail(Errc::too_large, "the mailbox would become more than 100 times as large as its source");
    }

private:
    std::uint64_t size_;
};

}  // namespace restante::pipeline
