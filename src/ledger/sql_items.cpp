// Items and the notes about them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "ledger/row_insert.h"
#include "ledger/sql_ledger.h"

namespace restante::ledger {
namespace {

// Item ids are scattered over the table: the more of them one transaction holds, the fewer pages are written twice.
constexpr std::size_t kMostBuffered = 5'000;
constexpr auto kLongestBuffered = std::chrono::seconds(1);

RowInsert insert_items(bool intended) {
    RowInsert insert{"INSERT INTO item (unit, target, item_id, item, state, size, sha256, place, error)", 9,
                     "ON CONFLICT (unit, target, item_id) DO UPDATE SET item = excluded.item, state = excluded.state, "
                     "size = excluded.size, sha256 = excluded.sha256, place = excluded.place, error = excluded.error"};
    // What the target has confirmed stays confirmed, whoever means to send it again; and a plan is no news of an item
    // that is on its way.
    if (intended)
        insert.tail += fmt::format(" WHERE item.state <> {}", static_cast<int>(ItemState::confirmed));
    else
        insert.tail += fmt::format(" WHERE excluded.state <> {}", static_cast<int>(ItemState::planned));
    return insert;
}

void add_values(std::vector<Value>& values, std::int64_t unit, const Item& item) {
    values.emplace_back(unit);
    values.emplace_back(static_cast<std::int64_t>(item.target));
    values.emplace_back(storable(item.item_id));
    values.emplace_back(storable(item.item));
    values.emplace_back(static_cast<std::int64_t>(item.state));
    values.emplace_back(static_cast<std::int64_t>(item.size));
    values.emplace_back(storable(item.sha256));
    values.emplace_back(storable(item.place));
    values.emplace_back(storable(item.error));
}

// One statement must not write a row twice: of several states of an item the last one counts.
// In the order of the table, so that neighbours are written together.
std::vector<const Item*> last_of_each(std::span<const Item> items) {
    std::vector<const Item*> order;
    order.reserve(items.size());
    for (const Item& item : items) order.push_back(&item);
    const auto key = [](const Item* item) { return std::tie(item->target, item->item_id); };
    std::stable_sort(order.begin(), order.end(), [&key](const Item* a, const Item* b) { return key(a) < key(b); });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < order.size(); ++i)
        if (i + 1 == order.size() || key(order[i]) != key(order[i + 1])) order[kept++] = order[i];
    order.resize(kept);
    return order;
}

}  // namespace

Result<void> SqlLedger::write_items(const Claim& claim, std::span<const Item> all, bool intended) {
    const std::vector<const Item*> items = last_of_each(all);
    return insert_rows(
        *database_, insert_items(intended), items.size(),
        [&](std::size_t row, std::vector<Value>& values) { add_values(values, claim.unit.id, *items[row]); });
}

Result<void> SqlLedger::write_buffer(const Claim& claim) {
    if (buffer_.empty() || buffered_unit_ != claim.unit.id) return {};
    return write_items(claim, buffer_, false);
}

Result<void> SqlLedger::intend(const Claim& claim, std::span<const Item> items) {
    // What was planned a moment ago need not be written twice.
    std::set<std::pair<std::uint32_t, std::string_view>> now;
    for (const Item& item : items) now.emplace(item.target, item.item_id);
    std::erase_if(buffer_, [&now](const Item& item) {
        return item.state == ItemState::planned && now.contains({item.target, item.item_id});
    });
    const auto work = [&]() -> Result<void> {
        TRY_VOID(check(claim));
        TRY_VOID(write_buffer(claim));
        return write_items(claim, items, true);
    };
    TRY_VOID(transaction(true, work));
    forget_buffer();
    return {};
}

Result<void> SqlLedger::record(const Claim& claim, std::span<const Item> items) {
    const auto now = std::chrono::steady_clock::now();
    if (buffer_.empty() || buffered_unit_ != claim.unit.id) {
        buffer_.clear();  // of a claim that was lost
        buffered_unit_ = claim.unit.id;
        buffered_since_ = now;
    }
    buffer_.insert(buffer_.end(), items.begin(), items.end());
    if (buffer_.size() < kMostBuffered && now - buffered_since_ < kLongestBuffered) return {};
    return write_behind(claim);
}

Result<void> SqlLedger::write_behind(const Claim& claim) {
    TRY_VOID(wait());
    behind_ = std::async(std::launch::async, [this, claim, items = std::exchange(buffer_, {})] {
        return transaction_now(false, [&]() -> Result<void> {
            TRY_VOID(check(claim));
            return write_items(claim, items, false);
        });
    });
    return {};
}

Result<void> SqlLedger::flush(const Claim& claim) {
    if (buffer_.empty() || buffered_unit_ != claim.unit.id) return {};
    auto done = transaction(false, [&]() -> Result<void> {
        TRY_VOID(check(claim));
        return write_buffer(claim);
    });
    // What belongs to somebody else now must not be tried again.
    if (done || done.error().code == Errc::conflict) forget_buffer();
    return done;
}

Result<void> SqlLedger::confirm_sent(const Claim& claim, std::uint32_t target) {
    // Those that are not written yet need not be written twice.
    for (Item& item : buffer_)
        if (buffered_unit_ == claim.unit.id && item.target == target && item.state == ItemState::sent)
            item.state = ItemState::confirmed;
    const auto work = [&]() -> Result<void> {
        TRY_VOID(check(claim));
        TRY_VOID(write_buffer(claim));
        return run_statement("UPDATE item SET state = 3 WHERE unit = $1 AND target = $2 AND state = 2",
                             {claim.unit.id, static_cast<std::int64_t>(target)});
    };
    TRY_VOID(transaction(true, work));
    forget_buffer();
    return {};
}

Result<void> SqlLedger::each_item(std::int64_t unit, std::optional<ItemState> only,
                                  const std::function<Result<void>(const Item&)>& visit) {
    TRY_VOID(wait());
    const auto each = [&](const Row& row) {
        Item item;
        item.target = static_cast<std::uint32_t>(row.number(0));
        item.item_id = row.text(1);
        item.item = row.text(2);
        item.state = static_cast<ItemState>(row.number(3));
        item.size = static_cast<std::uint64_t>(row.number(4));
        item.sha256 = row.text(5);
        item.place = row.text(6);
        item.error = row.text(7);
        return visit(item);
    };
    if (only)
        return run_statement(
            "SELECT target, item_id, item, state, size, sha256, place, error FROM item "
            "WHERE unit = $1 AND state = $2 ORDER BY target, item_id",
            {unit, static_cast<std::int64_t>(*only)}, each);
    return run_statement(
        "SELECT target, item_id, item, state, size, sha256, place, error FROM item "
        "WHERE unit = $1 ORDER BY target, item_id",
        {unit}, each);
}

Result<std::vector<StateCount>> SqlLedger::item_states(const std::string& run) {
    static constexpr std::array<const char*, 6> kNames{"planned", "intended", "sent", "confirmed", "failed", "skipped"};
    std::vector<StateCount> counts;
    TRY_VOID(reading([&] {
        counts.clear();
        return run_statement(
            "SELECT item.state, count(*) FROM item JOIN unit ON unit.id = item.unit "
            "WHERE unit.run = $1 GROUP BY item.state ORDER BY item.state",
            {run}, [&counts](const Row& row) {
                counts.push_back(
                    {kNames.at(static_cast<std::size_t>(row.number(0))), static_cast<std::uint64_t>(row.number(1))});
                return Result<void>{};
            });
    }));
    return counts;
}

Result<void> SqlLedger::replace_notes(const std::string& run, std::int64_t unit, std::span<const Note> notes) {
    return transaction(false, [&]() -> Result<void> {
        TRY_VOID(run_statement("DELETE FROM note WHERE run = $1 AND unit = $2", {run, unit}));
        return insert_rows(
            *database_, {"INSERT INTO note (run, unit, number, kind, code, item, target, place, text, count)", 10, ""},
            notes.size(), [&](std::size_t row, std::vector<Value>& values) {
                const Note& note = notes[row];
                values.insert(values.end(),
                              {run, unit, static_cast<std::int64_t>(row), static_cast<std::int64_t>(note.kind),
                               storable(note.code), storable(note.item), storable(note.target),
                               note.offset ? Value(static_cast<std::int64_t>(*note.offset)) : Value(),
                               storable(note.text), static_cast<std::int64_t>(note.count)});
            });
    });
}

Result<std::vector<Note>> SqlLedger::notes(const std::string& run, std::int64_t unit) {
    std::vector<Note> notes;
    TRY_VOID(reading([&] {
        notes.clear();
        return run_statement(
            "SELECT kind, code, item, target, place, text, count FROM note "
            "WHERE run = $1 AND unit = $2 ORDER BY number",
            {run, unit}, [&notes](const Row& row) {
                Note note;
                note.kind = static_cast<NoteKind>(row.number(0));
                note.code = row.text(1);
                note.item = row.text(2);
                note.target = row.text(3);
                if (!row.is_null(4)) note.offset = static_cast<std::uint64_t>(row.number(4));
                note.text = row.text(5);
                note.count = static_cast<std::uint64_t>(row.number(6));
                notes.push_back(std::move(note));
                return Result<void>{};
            });
    }));
    return notes;
}

}  // namespace restante::ledger
