// SQLite: the ledger of one machine, a file.
#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdlib>
#include <memory>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "ledger/database.h"

namespace restante::ledger {
namespace {

constexpr int kBusyMilliseconds = 60'000;  // another process is writing

constexpr Dialect kSqlite{
    .identity = "INTEGER PRIMARY KEY AUTOINCREMENT",
    .integer = "INTEGER",
    .strict = " STRICT",
    .strict_by_key = " STRICT, WITHOUT ROWID",
    .now = "unixepoch()",
    .now_text = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
    .skip_locked = "",
    .lock_row = "",
    .rows_at_once = 1,
};

Error error_of(sqlite3* handle, const std::string& path) {
    const int code = sqlite3_errcode(handle) & 0xFF;
    Errc kind = Errc::io;
    if (code == SQLITE_FULL) kind = Errc::no_space;
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) kind = Errc::bad_magic;
    if (code == SQLITE_READONLY || code == SQLITE_PERM || code == SQLITE_AUTH) kind = Errc::denied;
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) kind = Errc::unreachable;
    if (code == SQLITE_ERROR || code == SQLITE_MISUSE || code == SQLITE_CONSTRAINT || code == SQLITE_RANGE)
        kind = Errc::bad_value;
    std::string text = fmt::format("{}: {}", path, sqlite3_errmsg(handle));
    if (const int system = sqlite3_system_errno(handle); system != 0 && kind == Errc::io)
        text += ": " + std::system_category().message(system);
    return {kind, std::move(text), {}, {}};
}

struct CloseHandle {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
    [[nodiscard]] bool is_null(int column) const override {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }
    [[nodiscard]] std::int64_t number(int column) const override { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] std::string text(int column) const override {
        const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        return bytes == nullptr
                   ? std::string()
                   : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
    }

private:
    sqlite3_stmt* statement_;
};

class SqliteDatabase final : public Database {
public:
    static Result<std::unique_ptr<Database>> open(const std::string& path) {
        sqlite3* handle = nullptr;
        const int opened = sqlite3_open_v2(path.c_str(), &handle,
                                           SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
        std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(handle, path));
        if (opened != SQLITE_OK) return fail(error_of(handle, path));
        sqlite3_busy_timeout(handle, kBusyMilliseconds);
        // The journal beside the file lets readers look on while a run writes.
        for (const char* setting : {"PRAGMA journal_mode = WAL", "PRAGMA foreign_keys = ON",
                                    "PRAGMA synchronous = NORMAL", "PRAGMA cache_size = -8000"})
            TRY_VOID(database->plain(setting));
        return std::unique_ptr<Database>(std::move(database));
    }

    [[nodiscard]] const Dialect& dialect() const override { return kSqlite; }

    Result<void> execute(const std::string& text, std::span<const Value> values, const RowVisitor& visit) override {
        sqlite3_stmt* const statement = TRY(prepared(text));
        struct Reset {
            sqlite3_stmt* statement;
            ~Reset() { sqlite3_reset(statement); }
        } const reset{statement};
        for (std::size_t i = 0; i < values.size(); ++i)
            if (bind(statement, static_cast<int>(i) + 1, values[i]) != SQLITE_OK)
                return fail(error_of(handle_.get(), path_));
        int step = sqlite3_step(statement);
        for (; step == SQLITE_ROW; step = sqlite3_step(statement)) TRY_VOID(visit(SqliteRow(statement)));
        if (step != SQLITE_DONE) return fail(error_of(handle_.get(), path_));
        return {};
    }

    Result<void> begin(bool durable) override {
        if (durable != durable_) {
            TRY_VOID(plain(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL"));
            durable_ = durable;
        }
        // Whoever begins is going to write: finding that out later could only fail.
        return plain("BEGIN IMMEDIATE");
    }
    Result<void> commit() override { return plain("COMMIT"); }
    void roll_back() override {
        if (sqlite3_get_autocommit(handle_.get()) == 0) (void)plain("ROLLBACK");
    }
    Result<void> lock(const std::string& /*what*/) override { return {}; }  // begin() did
    bool reconnect() override { return false; }

private:
    SqliteDatabase(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}

    Result<void> plain(const char* text) {
        if (sqlite3_exec(handle_.get(), text, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
        return fail(error_of(handle_.get(), path_));
    }

    Result<sqlite3_stmt*> prepared(const std::string& text) {
        const auto known = statements_.find(text);
        if (known != statements_.end()) return known->second.get();
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(handle_.get(), text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT,
                               &statement, nullptr) != SQLITE_OK)
            return fail(error_of(handle_.get(), path_));
        statements_.emplace(text, Statement(statement));
        return statement;
    }

    // Parameters are called $1, $2 ... and numbered by where they first stand, which may be another order.
    static int bind(sqlite3_stmt* statement, int number, const Value& value) {
        char name[16] = "$";
        const auto end = fmt::format_to_n(name + 1, sizeof name - 2, "{}", number).out;
        *end = '\0';
        const int index = sqlite3_bind_parameter_index(statement, name);
        if (index == 0) return SQLITE_OK;  // this statement does not ask for it
        if (const auto* const integer = std::get_if<std::int64_t>(&value))
            return sqlite3_bind_int64(statement, index, *integer);
        if (const auto* const text = std::get_if<std::string>(&value))
            return sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
        return sqlite3_bind_null(statement, index);
    }

    std::unique_ptr<sqlite3, CloseHandle> handle_;
    std::string path_;
    std::unordered_map<std::string, Statement> statements_;  // go before the handle
    bool durable_ = false;
};

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path) { return SqliteDatabase::open(path); }

}  // namespace restante::ledger
