// What the ledger is told about the items of one mailbox.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/ledger.h"
#include "targets/target.h"

namespace restante::pipeline {

// One item on its way to one target.
struct ItemName {
    std::uint32_t target = 0;  // position among the targets of the run
    const std::string& item;   // "Inbox/3"
    const std::string& item_id;
};

// Without a ledger nothing is kept. Errors are those of the ledger; conflict: somebody else has the mailbox now.
class UnitRecord {
public:
    UnitRecord() = default;
    UnitRecord(ledger::Ledger& ledger, ledger::Claim claim) : ledger_(&ledger), claim_(std::move(claim)) {}

    // It will be sent, sooner or later.
    Result<void> planned(const ItemName& name);
    // On record for good when it returns.
    Result<void> intend(std::uint32_t target, std::span<const targets::JournalItem> items);
    // `for_good`: the target has it, whatever becomes of the mailbox.
    Result<void> delivered(const ItemName& name, const targets::Delivery& delivery, bool for_good);
    Result<void> failed(const ItemName& name, const Error& error);
    Result<void> skipped(const ItemName& name);
    // The target has finished the mailbox: what it was sent is there.
    Result<void> confirm(std::uint32_t target);
    // conflict: the unit is another worker's now.
    Result<void> check();

private:
    Result<void> record(ledger::Item item);

    ledger::Ledger* ledger_ = nullptr;
    ledger::Claim claim_{};
};

}  // namespace restante::pipeline
