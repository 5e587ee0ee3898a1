// Runs, the files they read, texts kept with them, and the trail.
#include <map>
#include <utility>

#include "ledger/row_insert.h"
#include "ledger/sql_ledger.h"

namespace restante::ledger {
namespace {

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return storable(text);
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

Run run_of(const Row& row) { return {row.text(0), row.text(1), lines_of(row.text(2)), row.text(3)}; }

}  // namespace

Result<void> SqlLedger::begin_run(const Run& run) {
    return transaction(true, [&] {
        return run_statement(
            "INSERT INTO run (id, turn, source, targets, settings) "
            "VALUES ($1, (SELECT coalesce(max(turn), 0) + 1 FROM run), $2, $3, $4) "
            "ON CONFLICT (id) DO UPDATE SET turn = excluded.turn, source = excluded.source, "
            "targets = excluded.targets, settings = excluded.settings",
            {storable(run.id), storable(run.source), joined(run.targets), storable(run.settings)});
    });
}

Result<std::optional<Run>> SqlLedger::run(const std::string& id) {
    std::optional<Run> found;
    TRY_VOID(reading([&] {
        return run_statement("SELECT id, source, targets, settings FROM run WHERE id = $1", {storable(id)},
                             [&found](const Row& row) {
                                 found = run_of(row);
                                 return Result<void>{};
                             });
    }));
    return found;
}

Result<std::vector<Run>> SqlLedger::runs() {
    std::vector<Run> list;
    TRY_VOID(reading([&] {
        list.clear();
        return run_statement("SELECT id, source, targets, settings FROM run ORDER BY turn", {},
                             [&list](const Row& row) {
                                 list.push_back(run_of(row));
                                 return Result<void>{};
                             });
    }));
    return list;
}

Result<void> SqlLedger::add_source_files(const std::string& run, std::span<const SourceFile> files) {
    return transaction(true, [&]() -> Result<void> {
        // One statement must not write a row twice.
        std::map<std::string, const SourceFile*> by_path;
        for (const SourceFile& file : files) by_path[storable(file.path)] = &file;
        auto next = by_path.begin();
        return insert_rows(*database_,
                           {"INSERT INTO source_file (run, path, size, sha256)", 4,
                            "ON CONFLICT (run, path) DO UPDATE SET size = excluded.size, sha256 = excluded.sha256"},
                           by_path.size(), [&](std::size_t /*row*/, std::vector<Value>& values) {
                               const auto& [path, file] = *next++;
                               values.insert(values.end(),
                                             {run, path, static_cast<std::int64_t>(file->size), file->sha256});
                           });
    });
}

Result<std::vector<SourceFile>> SqlLedger::source_files(const std::string& run) {
    std::vector<SourceFile> files;
    TRY_VOID(reading([&] {
        files.clear();
        return run_statement("SELECT path, size, sha256 FROM source_file WHERE run = $1 ORDER BY path", {run},
                             [&files](const Row& row) {
                                 files.push_back({row.text(0), static_cast<std::uint64_t>(row.number(1)), row.text(2)});
                                 return Result<void>{};
                             });
    }));
    return files;
}

Result<void> SqlLedger::keep(const std::string& run, const std::string& name, const std::string& text) {
    return transaction(true, [&] {
        return run_statement(
            "INSERT INTO kept (run, name, text) VALUES ($1, $2, $3) "
            "ON CONFLICT (run, name) DO UPDATE SET text = excluded.text",
            {run, storable(name), storable(text)});
    });
}

Result<std::optional<std::string>> SqlLedger::kept(const std::string& run, const std::string& name) {
    std::optional<std::string> text;
    TRY_VOID(reading([&] {
        return run_statement("SELECT text FROM kept WHERE run = $1 AND name = $2", {run, storable(name)},
                             [&text](const Row& row) {
                                 text = row.text(0);
                                 return Result<void>{};
                             });
    }));
    return text;
}

Result<void> SqlLedger::event(const std::string& run, const std::string& kind, const std::string& detail) {
    return transaction(false, [&] {
        return run_statement("INSERT INTO event (run, at, kind, detail) VALUES ($1, {now_text}, $2, $3)",
                             {run, storable(kind), storable(detail)});
    });
}

Result<std::vector<Event>> SqlLedger::events(const std::string& run, std::int64_t after) {
    std::vector<Event> events;
    TRY_VOID(reading([&] {
        events.clear();
        return run_statement(
            "SELECT sequence, run, at, kind, detail FROM event WHERE run = $1 AND sequence > $2 ORDER BY sequence",
            {run, after}, [&events](const Row& row) {
                events.push_back({row.number(0), row.text(1), row.text(2), row.text(3), row.text(4)});
                return Result<void>{};
            });
    }));
    return events;
}

}  // namespace restante::ledger
