// Units of work: who has which, and until when.
#include <array>
#include <string_view>
#include <utility>

#include "ledger/row_insert.h"
#include "ledger/sql_ledger.h"

namespace restante::ledger {
namespace {

constexpr std::int64_t number_of(UnitState state) { return static_cast<std::int64_t>(state); }

std::string units_where(std::string_view condition) {
    return "SELECT id, run, kind, source, position, name, address, messages, state, worker, attempt, result FROM unit "
           "WHERE " +
           std::string(condition);
}

Unit unit_of(const Row& row) {
    Unit unit;
    unit.id = row.number(0);
    unit.run = row.text(1);
    unit.kind = static_cast<UnitKind>(row.number(2));
    unit.source = row.text(3);
    unit.position = static_cast<std::uint64_t>(row.number(4));
    unit.name = row.text(5);
    unit.address = row.text(6);
    unit.messages = static_cast<std::uint64_t>(row.number(7));
    unit.state = static_cast<UnitState>(row.number(8));
    unit.worker = row.text(9);
    unit.attempt = static_cast<std::uint32_t>(row.number(10));
    unit.result = row.text(11);
    return unit;
}

}  // namespace

Result<void> SqlLedger::add_units(std::span<const Unit> units) {
    return transaction(false, [&]() -> Result<void> {
        const RowInsert insert{
            "INSERT INTO unit (run, kind, source, position, name, address, messages, state, worker, lease_until, "
            "attempt, result)",
            12,
            // One that was not wanted is again, and another mailbox in the same place is not done yet.
            "ON CONFLICT (run, kind, source, position) DO UPDATE SET "
            "state = CASE WHEN unit.state = 5 OR (unit.state <> 1 AND (unit.name <> excluded.name OR "
            "unit.address <> excluded.address)) THEN excluded.state ELSE unit.state END, "
            "name = excluded.name, address = excluded.address, messages = excluded.messages"};
        return insert_rows(*database_, insert, units.size(), [&](std::size_t row, std::vector<Value>& values) {
            const Unit& unit = units[row];
            values.insert(values.end(),
                          {unit.run, static_cast<std::int64_t>(unit.kind), storable(unit.source),
                           static_cast<std::int64_t>(unit.position), storable(unit.name), storable(unit.address),
                           static_cast<std::int64_t>(unit.messages), number_of(unit.state), std::string(),
                           std::int64_t{0}, std::int64_t{0}, storable(unit.result)});
        });
    });
}

Result<void> SqlLedger::reopen(const std::string& run, bool also_complete) {
    return transaction(false, [&] {
        return run_statement("UPDATE unit SET state = 0 WHERE run = $1 AND state IN (3, 4, $2)",
                             {run, number_of(also_complete ? UnitState::complete : UnitState::failed)});
    });
}

// One look-up by index after another: a single condition for all of them would read every unit.
Result<std::optional<Unit>> SqlLedger::find_claimable(const ClaimRequest& request) {
    struct LookUp {
        const char* condition;
        std::vector<Value> values;
    };
    const std::string run = storable(request.run), source = storable(request.preferred_source);
    const std::array<LookUp, 3> anywhere{{
        {"state = 0 AND kind = 1 AND source = $1 ORDER BY position", {source}},
        {"state = 0 ORDER BY kind, source, position", {}},
        {"state = 1 AND lease_until < {now} ORDER BY kind, source, position", {}},
    }};
    const std::array<LookUp, 3> in_run{{
        {"run = $1 AND state = 0 AND source = $2 AND kind = 1 ORDER BY position", {run, source}},
        {"run = $1 AND state = 0 AND kind = 1 ORDER BY source, position", {run}},
        {"run = $1 AND state = 1 AND kind = 1 AND lease_until < {now} ORDER BY source, position", {run}},
    }};
    std::optional<Unit> found;
    for (const LookUp& look_up : run.empty() ? anywhere : in_run) {
        const std::string text = units_where(look_up.condition) + " LIMIT 1{skip_locked}";
        TRY_VOID(database_->execute(in_dialect(text, database_->dialect()), look_up.values, [&found](const Row& row) {
            found = unit_of(row);
            return Result<void>{};
        }));
        if (found) break;
    }
    return found;
}

Result<std::optional<Claim>> SqlLedger::claim(const ClaimRequest& request) {
    std::optional<Claim> claim;
    const auto work = [&]() -> Result<void> {
        claim.reset();
        auto unit = TRY(find_claimable(request));
        if (!unit) return {};
        unit->state = UnitState::leased;
        unit->worker = storable(request.worker);
        ++unit->attempt;
        TRY_VOID(run_statement(
            "UPDATE unit SET state = 1, worker = $2, attempt = $3, lease_until = {now} + $4 WHERE id = $1",
            {unit->id, unit->worker, static_cast<std::int64_t>(unit->attempt), seconds_of(request.lease)}));
        claim = Claim{*unit, unit->worker, unit->attempt};
        return {};
    };
    TRY_VOID(transaction(false, work));
    return claim;
}

Result<void> SqlLedger::extend(const Claim& claim, std::chrono::seconds lease) {
    return transaction(false, [&]() -> Result<void> {
        TRY_VOID(check(claim));
        return run_statement("UPDATE unit SET lease_until = {now} + $2 WHERE id = $1",
                             {claim.unit.id, seconds_of(lease)});
    });
}

Result<void> SqlLedger::release(const Claim& claim, UnitState state, const std::string& result) {
    const auto work = [&]() -> Result<void> {
        TRY_VOID(check(claim));
        TRY_VOID(write_buffer(claim));
        return run_statement("UPDATE unit SET state = $2, result = $3, lease_until = 0 WHERE id = $1",
                             {claim.unit.id, number_of(state), storable(result)});
    };
    TRY_VOID(transaction(true, work));
    forget_buffer();
    return {};
}

Result<std::vector<Unit>> SqlLedger::units(const std::string& run) {
    std::vector<Unit> list;
    TRY_VOID(reading([&] {
        list.clear();
        return run_statement(units_where("run = $1 ORDER BY source, position, kind"), {run}, [&list](const Row& row) {
            list.push_back(unit_of(row));
            return Result<void>{};
        });
    }));
    return list;
}

Result<bool> SqlLedger::any_leased() {
    bool any = false;
    TRY_VOID(reading([&] {
        any = false;
        return run_statement("SELECT 1 FROM unit WHERE state = 1 LIMIT 1", {}, [&any](const Row&) {
            any = true;
            return Result<void>{};
        });
    }));
    return any;
}

Result<std::vector<std::string>> SqlLedger::workers() {
    std::vector<std::string> list;
    TRY_VOID(reading([&] {
        list.clear();
        return run_statement("SELECT worker FROM unit WHERE state = 1 UNION SELECT worker FROM slot ORDER BY 1", {},
                             [&list](const Row& row) {
                                 list.push_back(row.text(0));
                                 return Result<void>{};
                             });
    }));
    return list;
}

Result<void> SqlLedger::bury(const std::string& worker) {
    return transaction(false, [&]() -> Result<void> {
        TRY_VOID(run_statement("UPDATE unit SET state = 0 WHERE state = 1 AND worker = $1", {storable(worker)}));
        return run_statement("DELETE FROM slot WHERE worker = $1", {storable(worker)});
    });
}

Result<bool> SqlLedger::take_slot(const std::string& target, std::uint32_t cap, const std::string& worker,
                                  std::chrono::seconds lease) {
    bool taken = false;
    const auto work = [&]() -> Result<void> {
        TRY_VOID(database_->lock("restante slot " + storable(target)));
        TRY_VOID(run_statement("DELETE FROM slot WHERE target = $1 AND lease_until < {now}", {storable(target)}));
        std::int64_t others = 0;
        TRY_VOID(run_statement("SELECT count(*) FROM slot WHERE target = $1 AND worker <> $2",
                               {storable(target), storable(worker)}, [&others](const Row& row) {
                                   others = row.number(0);
                                   return Result<void>{};
                               }));
        taken = others < cap;
        if (!taken) return {};
        return run_statement(
            "INSERT INTO slot (target, worker, lease_until) VALUES ($1, $2, {now} + $3) "
            "ON CONFLICT (target, worker) DO UPDATE SET lease_until = excluded.lease_until",
            {storable(target), storable(worker), seconds_of(lease)});
    };
    TRY_VOID(transaction(false, work));
    return taken;
}

Result<void> SqlLedger::release_slot(const std::string& target, const std::string& worker) {
    return transaction(false, [&] {
        return run_statement("DELETE FROM slot WHERE target = $1 AND worker = $2",
                             {storable(target), storable(worker)});
    });
}

}  // namespace restante::ledger
