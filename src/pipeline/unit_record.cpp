#include "pipeline/unit_record.h"

#include <utility>

namespace restante::pipeline {
namespace {

ledger::Item item_of(const ItemName& name, ledger::ItemState state) {
    ledger::Item item;
    item.item_id = name.item_id;
    item.target = name.target;
    item.item = name.item;
    item.state = state;
    return item;
}

}  // namespace

Result<void> UnitRecord::record(ledger::Item item) { return ledger_->record(claim_, {&item, 1}); }

Result<void> UnitRecord::planned(const ItemName& name) {
    if (ledger_ == nullptr) return {};
    return record(item_of(name, ledger::ItemState::planned));
}

Result<void> UnitRecord::intend(std::uint32_t target, std::span<const targets::JournalItem> items) {
    if (ledger_ == nullptr) return {};
    std::vector<ledger::Item> intended;
    intended.reserve(items.size());
    for (const targets::JournalItem& one : items) {
        ledger::Item item = item_of({target, one.item, one.item_id}, ledger::ItemState::intended);
        item.size = one.size;
        item.sha256 = one.sha256;
        intended.push_back(std::move(item));
    }
    return ledger_->intend(claim_, intended);
}

Result<void> UnitRecord::delivered(const ItemName& name, const targets::Delivery& delivery, bool for_good) {
    if (ledger_ == nullptr) return {};
    const bool there = for_good || delivery.already_there;
    ledger::Item item = item_of(name, there ? ledger::ItemState::confirmed : ledger::ItemState::sent);
    item.place = delivery.place;
    item.size = delivery.size;
    item.sha256 = delivery.sha256;
    return record(std::move(item));
}

Result<void> UnitRecord::failed(const ItemName& name, const Error& error) {
    if (ledger_ == nullptr) return {};
    ledger::Item item = item_of(name, ledger::ItemState::failed);
    item.error = error.describe();
    return record(std::move(item));
}

Result<void> UnitRecord::skipped(const ItemName& name) {
    if (ledger_ == nullptr) return {};
    return record(item_of(name, ledger::ItemState::skipped));
}

Result<void> UnitRecord::confirm(std::uint32_t target) {
    if (ledger_ == nullptr) return {};
    return ledger_->confirm_sent(claim_, target);
}

Result<void> UnitRecord::check() {
    if (ledger_ == nullptr) return {};
    return ledger_->intend(claim_, {});  // every write asks first whose the unit is
}

}  // namespace restante::pipeline
