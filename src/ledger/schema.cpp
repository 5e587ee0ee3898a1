#include "ledger/schema.h"

#include <fmt/format.h>

#include <array>
#include <string>

namespace restante::ledger {
namespace {

// Statements are separated by lines of dashes. A step that was published never changes: what is wrong with it, the next
// one puts right.
constexpr std::array<std::string_view, 2> kSteps{// 1: everything that is counted
                                                 R"sql(
CREATE TABLE run (
    number {identity},
    id TEXT NOT NULL UNIQUE,
    turn {integer} NOT NULL,
    source TEXT NOT NULL,
    targets TEXT NOT NULL,
    settings TEXT NOT NULL
){strict}
---
CREATE TABLE unit (
    id {identity},
    run TEXT NOT NULL REFERENCES run(id),
    kind {integer} NOT NULL,
    source TEXT NOT NULL,
    position {integer} NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    messages {integer} NOT NULL,
    state {integer} NOT NULL,
    worker TEXT NOT NULL,
    lease_until {integer} NOT NULL,
    attempt {integer} NOT NULL,
    result TEXT NOT NULL,
    UNIQUE (run, kind, source, position)
){strict}
---
CREATE INDEX unit_of_run ON unit (run, state, source, position)
---
CREATE INDEX unit_of_any ON unit (state, kind, source, position)
---
CREATE TABLE item (
    unit {integer} NOT NULL REFERENCES unit(id),
    target {integer} NOT NULL,
    item_id TEXT NOT NULL,
    item TEXT NOT NULL,
    state {integer} NOT NULL,
    size {integer} NOT NULL,
    sha256 TEXT NOT NULL,
    place TEXT NOT NULL,
    error TEXT NOT NULL,
    PRIMARY KEY (unit, target, item_id)
){strict_by_key}
---
CREATE TABLE note (
    run TEXT NOT NULL,
    unit {integer} NOT NULL,
    number {integer} NOT NULL,
    kind {integer} NOT NULL,
    code TEXT NOT NULL,
    item TEXT NOT NULL,
    target TEXT NOT NULL,
    place {integer},
    text TEXT NOT NULL,
    count {integer} NOT NULL,
    PRIMARY KEY (run, unit, number)
){strict}
---
CREATE TABLE source_file (
    run TEXT NOT NULL,
    path TEXT NOT NULL,
    size {integer} NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (run, path)
){strict}
---
CREATE TABLE event (
    sequence {identity},
    run TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
){strict}
---
CREATE TABLE slot (
    target TEXT NOT NULL,
    worker TEXT NOT NULL,
    lease_until {integer} NOT NULL,
    PRIMARY KEY (target, worker)
){strict}
)sql",
                                                 // 2: texts of a run as a whole
                                                 R"sql(
CREATE TABLE kept (
    run TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (run, name)
){strict}
---
CREATE INDEX event_of_run ON event (run, sequence)
)sql"};

constexpr std::string_view kBetween = "\n---\n";

}  // namespace

std::int64_t newest_version() { return static_cast<std::int64_t>(kSteps.size()); }

Result<void> apply_step(Database& database, std::int64_t version) {
    std::string_view step = kSteps.at(static_cast<std::size_t>(version - 1));
    while (!step.empty()) {
        const std::size_t end = std::min(step.find(kBetween), step.size());
        TRY_VOID(database.run(in_dialect(step.substr(0, end), database.dialect())));
        step.remove_prefix(std::min(end + kBetween.size(), step.size()));
    }
    return {};
}

Result<void> bring_up_to_date(Database& database) {
    const auto steps = [&database]() -> Result<void> {
        TRY_VOID(database.lock("restante schema"));
        TRY_VOID(database.run(in_dialect(
            "CREATE TABLE IF NOT EXISTS schema_version (version {integer} NOT NULL){strict}", database.dialect())));
        std::int64_t version = 0;
        TRY_VOID(database.run("SELECT max(version) FROM schema_version", {}, [&version](const Row& row) {
            version = row.number(0);
            return Result<void>{};
        }));
        if (version > newest_version())
            return fail(Errc::unsupported, fmt::format("the ledger has version {} of its tables, this program knows {}",
                                                       version, newest_version()));
        while (version < newest_version()) {
            TRY_VOID(apply_step(database, ++version));
            TRY_VOID(database.run("INSERT INTO schema_version (version) VALUES ($1)", {version}));
        }
        return {};
    };
    TRY_VOID(database.begin(true));
    auto done = steps();
    if (done) done = database.commit();
    if (!done) database.roll_back();
    return done;
}

}  // namespace restante::ledger
