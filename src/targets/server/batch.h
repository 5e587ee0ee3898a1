// Items on their way to a server: several go together, and none before it is on record.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "targets/journal.h"
#include "targets/target.h"

namespace restante::targets::server {

struct BatchLimits {
    std::size_t items = 0;
    std::uint64_t bytes = 0;
};

// `Item` has item, item_id, size and sha256, as JournalItem has them, and can be moved. Not thread-safe.
template <class Item>
class Batch {
public:
    using Settle = std::function<void(const Item& item, Result<Delivery> outcome)>;
    // Sends the items and settles each exactly once, at once or later.
    using Send = std::function<void(std::vector<Item> items, const Settle& settle)>;
    // Everything that was sent is settled when it returns.
    using Wait = std::function<void()>;

    Batch(
        BatchLimits limits, Send send, Wait wait = [] {})
        : limits_(limits), send_(std::move(send)), wait_(std::move(wait)) {}

    void set_journal(Journal& journal) { journal_ = &journal; }
    // Without a journal nothing can be told later, so that nothing can wait.
    [[nodiscard]] bool can_wait() const { return journal_ != nullptr; }
    [[nodiscard]] bool holds(const std::string& item_id) const {
        return std::any_of(waiting_.begin(), waiting_.end(), [&](const Item& one) { return one.item_id == item_id; });
    }

    // What becomes of it the journal is told, at the latest when flush() and wait have returned.
    Result<void> add(Item item) {
        if (bytes_ + item.size > limits_.bytes) TRY_VOID(flush());
        bytes_ += item.size;
        waiting_.push_back(std::move(item));
        if (waiting_.size() == limits_.items) TRY_VOID(flush());
        return {};
    }

    // Behind those that wait.
    Result<Delivery> send_alone(Item item) {
        TRY_VOID(flush());
        TRY_VOID(put_on_record({&item, 1}));
        std::vector<Item> alone;
        alone.push_back(std::move(item));
        Result<Delivery> result;
        send_(std::move(alone), [&result](const Item&, Result<Delivery> outcome) { result = std::move(outcome); });
        wait_();
        return result;
    }

    Result<void> flush() {
        std::vector<Item> batch = std::exchange(waiting_, {});
        bytes_ = 0;
        if (batch.empty()) return {};
        TRY_VOID(put_on_record(batch));
        send_(std::move(batch), [this](const Item& item, Result<Delivery> outcome) {
            journal_->settled(item.item_id, std::move(outcome));
        });
        return {};
    }

private:
    Result<void> put_on_record(std::span<const Item> items) {
        if (journal_ == nullptr) return {};
        std::vector<JournalItem> intended;
        for (const Item& one : items) intended.push_back({one.item, one.item_id, one.size, one.sha256});
        return journal_->intend(intended);
    }

    BatchLimits limits_;
    Send send_;
    Wait wait_;
    Journal* journal_ = nullptr;
    std::vector<Item> waiting_;
    std::uint64_t bytes_ = 0;
};

}  // namespace restante::targets::server
