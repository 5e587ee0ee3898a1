// What migration files have no column for, message by message. Source: docs/targets/migration.md.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "base/finding.h"
#include "model/address.h"
#include "model/message.h"

namespace restante::targets::migration {

// Tells what matters message by message, and counts the rest for the whole mailbox.
class MessageLosses {
public:
    explicit MessageLosses(Findings& losses) : losses_(losses) {}

    void look_at(const model::Message& message, const std::string& item);
    void report();

private:
    [[nodiscard]] std::string content_lost(const model::Message& message) const;
    void count_details(const model::Message& message);

    Findings& losses_;
    std::map<std::string_view, std::size_t> details_{};  // what, and in how many messages
};

}  // namespace restante::targets::migration
