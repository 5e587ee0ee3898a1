// What was found wrong, odd or lost: a numbered message about one item, at one place of the source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/messages.h"

namespace restante {

struct Finding {
    MessageId id{};
    std::optional<std::uint64_t> offset{};  // absolute offset in the source file
    std::string item{};  // "Inbox/3": folder path and position in it, counted from 0; "" for the whole source
    std::string text{};  // the particular case, one sentence without a full stop

    [[nodiscard]] Severity severity() const { return message_text(id).severity; }
};

// Collects findings in the order they are made. Hostile input must not fill memory: after `limit` findings only
// their number grows.
class Findings {
public:
    static constexpr std::size_t kDefaultLimit = 100'000;
    explicit Findings(std::size_t limit = kDefaultLimit) : limit_(limit) {}

    void add(Finding finding) {
        ++total_;
        if (list_.size() < limit_) list_.push_back(std::move(finding));
    }
    void add(MessageId id, std::string text, std::string item = {},
             std::optional<std::uint64_t> offset = std::nullopt) {
        add(Finding{id, offset, std::move(item), std::move(text)});
    }

    [[nodiscard]] const std::vector<Finding>& list() const { return list_; }
    [[nodiscard]] std::size_t total() const { return total_; }  // including those beyond the limit
    [[nodiscard]] bool empty() const { return total_ == 0; }

private:
    std::size_t limit_;
    std::size_t total_ = 0;
    std::vector<Finding> list_;
};

}  // namespace restante
