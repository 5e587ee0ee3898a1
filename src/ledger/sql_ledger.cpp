#include "ledger/sql_ledger.h"

#include "ledger/schema.h"

namespace restante::ledger {

SqlLedger::~SqlLedger() {
    if (behind_.valid()) behind_.wait();
}

Result<void> SqlLedger::wait() { return behind_.valid() ? behind_.get() : Result<void>{}; }

Result<void> SqlLedger::together(const std::function<Result<void>()>& writes) {
    TRY_VOID(wait());
    const auto grouped = [&]() -> Result<void> {
        grouping_ = true;
        forget_at_the_end_ = false;
        auto done = writes();
        grouping_ = false;
        return done;
    };
    auto done = transaction_now(true, grouped);
    if (done && forget_at_the_end_) buffer_.clear();
    return done;
}

void SqlLedger::forget_buffer() {
    if (grouping_)
        forget_at_the_end_ = true;
    else
        buffer_.clear();
}

Result<void> SqlLedger::transaction(bool durable, const std::function<Result<void>()>& work) {
    if (grouping_) return work();
    TRY_VOID(wait());
    return transaction_now(durable, work);
}

Result<void> SqlLedger::transaction_now(bool durable, const std::function<Result<void>()>& work) {
    const auto once = [&]() -> Result<void> {
        TRY_VOID(database_->begin(durable));
        auto done = work();
        if (done) done = database_->commit();
        if (!done) database_->roll_back();
        return done;
    };
    auto done = once();
    if (!done && done.error().code == Errc::unreachable && database_->reconnect()) done = once();
    return done;
}

Result<void> SqlLedger::reading(const std::function<Result<void>()>& work) {
    TRY_VOID(wait());
    auto done = work();
    if (!done && done.error().code == Errc::unreachable && database_->reconnect()) done = work();
    return done;
}

Result<void> SqlLedger::run_statement(std::string_view statement, std::initializer_list<Value> values,
                                      const RowVisitor& visit) {
    return database_->run(in_dialect(statement, database_->dialect()), values, visit);
}

Result<void> SqlLedger::check(const Claim& claim) {
    bool ours = false;
    TRY_VOID(run_statement("SELECT state, worker, attempt FROM unit WHERE id = $1{lock_row}", {claim.unit.id},
                           [&](const Row& row) {
                               ours = row.number(0) == static_cast<std::int64_t>(UnitState::leased) &&
                                      row.text(1) == claim.worker && row.number(2) == claim.attempt;
                               return Result<void>{};
                           }));
    if (ours) return {};
    return fail(Errc::conflict, "another worker has taken over " + claim.unit.name);
}

bool is_server(const std::string& place) {
    return place.starts_with("postgresql://") || place.starts_with("postgres://");
}

Result<std::unique_ptr<Ledger>> open_ledger(const std::string& place) {
    auto database = TRY(is_server(place) ? open_postgres(place) : open_sqlite(place));
    TRY_VOID(bring_up_to_date(*database));
    return std::unique_ptr<Ledger>(std::make_unique<SqlLedger>(std::move(database)));
}

}  // namespace restante::ledger
