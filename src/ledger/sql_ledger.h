// The ledger over either database. What belongs together stands in one sql_*.cpp.
#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/database.h"
#include "ledger/ledger.h"

namespace restante::ledger {

class SqlLedger final : public Ledger {
public:
    explicit SqlLedger(std::unique_ptr<Database> database) : database_(std::move(database)) {}
    ~SqlLedger() override;

    Result<void> together(const std::function<Result<void>()>& writes) override;

    Result<void> begin_run(const Run& run) override;
    Result<std::optional<Run>> run(const std::string& id) override;
    Result<std::vector<Run>> runs() override;
    Result<void> add_source_files(const std::string& run, std::span<const SourceFile> files) override;
    Result<std::vector<SourceFile>> source_files(const std::string& run) override;
    Result<void> keep(const std::string& run, const std::string& name, const std::string& text) override;
    Result<std::optional<std::string>> kept(const std::string& run, const std::string& name) override;
    Result<void> event(const std::string& run, const std::string& kind, const std::string& detail) override;
    Result<std::vector<Event>> events(const std::string& run, std::int64_t after) override;

    Result<void> add_units(std::span<const Unit> units) override;
    Result<void> reopen(const std::string& run, bool also_complete) override;
    Result<std::optional<Claim>> claim(const ClaimRequest& request) override;
    Result<void> extend(const Claim& claim, std::chrono::seconds lease) override;
    Result<void> release(const Claim& claim, UnitState state, const std::string& result) override;
    Result<std::vector<Unit>> units(const std::string& run) override;
    Result<std::vector<std::string>> workers() override;
    Result<void> bury(const std::string& worker) override;
    Result<bool> any_leased() override;

    Result<void> intend(const Claim& claim, std::span<const Item> items) override;
    Result<void> record(const Claim& claim, std::span<const Item> items) override;
    Result<void> flush(const Claim& claim) override;
    Result<void> confirm_sent(const Claim& claim, std::uint32_t target) override;
    Result<void> each_item(std::int64_t unit, std::optional<ItemState> only,
                           const std::function<Result<void>(const Item&)>& visit) override;
    Result<std::vector<StateCount>> item_states(const std::string& run) override;

    Result<void> replace_notes(const std::string& run, std::int64_t unit, std::span<const Note> notes) override;
    Result<std::vector<Note>> notes(const std::string& run, std::int64_t unit) override;

    Result<bool> take_slot(const std::string& target, std::uint32_t cap, const std::string& worker,
                           std::chrono::seconds lease) override;
    Result<void> release_slot(const std::string& target, const std::string& worker) override;

private:
    // All of `work` or nothing of it. After a lost connection it is done once more from its beginning: everything the
    // ledger writes may be written twice.
    Result<void> transaction(bool durable, const std::function<Result<void>()>& work);
    Result<void> transaction_now(bool durable, const std::function<Result<void>()>& work);
    // The same for reading, which needs no transaction.
    Result<void> reading(const std::function<Result<void>()>& work);
    Result<void> run_statement(std::string_view statement, std::initializer_list<Value> values,
                               const RowVisitor& visit = no_rows);
    // conflict: the claim is no longer ours. Within a transaction: nobody can take it before its end.
    Result<void> check(const Claim& claim);
    Result<void> write_items(const Claim& claim, std::span<const Item> all, bool intended);
    Result<void> write_buffer(const Claim& claim);
    // Writes the buffer beside whatever the caller does next.
    Result<void> write_behind(const Claim& claim);
    // Until the database is free again. Gives the error of what was written behind, once.
    Result<void> wait();
    Result<std::optional<Unit>> find_claimable(const ClaimRequest& request);
    // Of a unit that is over, or belongs to somebody else now.
    void forget_buffer();

    std::unique_ptr<Database> database_;
    std::vector<Item> buffer_;  // recorded, not written yet
    std::int64_t buffered_unit_ = 0;
    bool grouping_ = false;           // within together()
    bool forget_at_the_end_ = false;  // the buffer is written, if the group is
    std::chrono::steady_clock::time_point buffered_since_{};
    std::future<Result<void>> behind_;  // while it is valid, only its thread uses the database
};

inline std::int64_t seconds_of(std::chrono::seconds lease) { return static_cast<std::int64_t>(lease.count()); }

}  // namespace restante::ledger
