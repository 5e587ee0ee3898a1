// The record of runs: what was meant to be done, what was done, and what the target said. One schema, two databases:
// a SQLite file, or PostgreSQL for fleets. Source of the rules: docs/ledger.md.
//
// Errors: unreachable (database gone, after a reconnect was tried), no_space, io, denied; conflict: the claim is no
// longer ours, and nothing was written. Not thread-safe: each thread opens its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/records.h"

namespace restante::ledger {

struct ClaimRequest {
    std::string worker{};            // unique name of the claiming worker
    std::chrono::seconds lease{};    // from now, by the clock of the database
    std::string run{};               // only mailboxes of this run; "": sources, too, and of any run
    std::string preferred_source{};  // units of this source first, so that an open source is used again
};

class Ledger {
public:
    Ledger() = default;
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;
    virtual ~Ledger() = default;

    // What `writes` writes through this ledger is on record altogether or not at all, and waits for the disk once. It
    // may be called a second time, after a lost connection. Nothing but writes of this ledger belongs into it.
    virtual Result<void> together(const std::function<Result<void>()>& writes) = 0;

    // Runs. Beginning one that is there already keeps its units and items (and renews its settings).
    virtual Result<void> begin_run(const Run& run) = 0;
    virtual Result<std::optional<Run>> run(const std::string& id) = 0;
    virtual Result<std::vector<Run>> runs() = 0;  // oldest first
    virtual Result<void> add_source_files(const std::string& run, std::span<const SourceFile> files) = 0;
    virtual Result<std::vector<SourceFile>> source_files(const std::string& run) = 0;

    // Units. Those that are there already (same run, kind, source and position) stay as they are but for name, address
    // and messages; skipped ones, and those that had another name or address and that nobody has now, are begun anew.
    // reopen() makes those that are not complete, skipped or leased `planned` again, and with
    // `also_complete` those, too.
    virtual Result<void> add_units(std::span<const Unit> units) = 0;
    virtual Result<void> reopen(const std::string& run, bool also_complete) = 0;
    // A planned unit, or one whose lease has expired; nothing when there is none now. One unit is never given to two.
    // Of any run: mailboxes of the preferred source, then sources, then other mailboxes.
    virtual Result<std::optional<Claim>> claim(const ClaimRequest& request) = 0;
    virtual Result<void> extend(const Claim& claim, std::chrono::seconds lease) = 0;  // the heartbeat
    virtual Result<void> release(const Claim& claim, UnitState state, const std::string& result) = 0;
    virtual Result<std::vector<Unit>> units(const std::string& run) = 0;  // in the order of source and position
    // Who holds leases, and what to do about one whose process is known to be dead: its leases and slots end now.
    virtual Result<std::vector<std::string>> workers() = 0;
    virtual Result<void> bury(const std::string& worker) = 0;
    virtual Result<bool> any_leased() = 0;  // of any run; also those whose lease has expired

    // Items of a claimed unit. intend() is on record for good when it returns; record() may lag until flush() or the
    // end of the unit. Both insert or overwrite by (unit, target, item_id); a confirmed item never goes back to
    // intended.
    virtual Result<void> intend(const Claim& claim, std::span<const Item> items) = 0;
    virtual Result<void> record(const Claim& claim, std::span<const Item> items) = 0;
    virtual Result<void> flush(const Claim& claim) = 0;
    // Every item of the unit that was sent to this target is confirmed now. Flushes first.
    virtual Result<void> confirm_sent(const Claim& claim, std::uint32_t target) = 0;
    // Visits items of a unit, in the order of target and item_id; `only`: in this state.
    virtual Result<void> each_item(std::int64_t unit, std::optional<ItemState> only,
                                   const std::function<Result<void>(const Item&)>& visit) = 0;
    virtual Result<std::vector<StateCount>> item_states(const std::string& run) = 0;

    // Notes of a unit replace those of its earlier attempts; unit 0: of the run as a whole.
    virtual Result<void> replace_notes(const std::string& run, std::int64_t unit, std::span<const Note> notes) = 0;
    virtual Result<std::vector<Note>> notes(const std::string& run, std::int64_t unit) = 0;

    // Texts kept with a run; the next of the same name takes the place of the one before.
    virtual Result<void> keep(const std::string& run, const std::string& name, const std::string& text) = 0;
    virtual Result<std::optional<std::string>> kept(const std::string& run, const std::string& name) = 0;

    // The trail: only ever grows.
    virtual Result<void> event(const std::string& run, const std::string& kind, const std::string& detail) = 0;
    virtual Result<std::vector<Event>> events(const std::string& run, std::int64_t after) = 0;

    // Connections to one target, counted over all machines. False: `cap` are taken. A slot whose lease has expired is
    // free.
    virtual Result<bool> take_slot(const std::string& target, std::uint32_t cap, const std::string& worker,
                                   std::chrono::seconds lease) = 0;
    virtual Result<void> release_slot(const std::string& target, const std::string& worker) = 0;
};

// "postgresql://..." or "postgres://...": not a file.
[[nodiscard]] bool is_server(const std::string& place);

// A path, or postgresql://... Made when it is not there; brought up to the present schema when it is older; unsupported
// when it is newer than this program; bad_magic when it is something else.
Result<std::unique_ptr<Ledger>> open_ledger(const std::string& place);

}  // namespace restante::ledger
