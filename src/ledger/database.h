// What the ledger asks of a database: statements with parameters, rows, transactions. Each database is wrapped in one
// file. Source: docs/adr/0005.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <variant>

#include "base/result.h"

namespace restante::ledger {

using Value = std::variant<std::monostate, std::int64_t, std::string>;  // null, number, text (UTF-8, no NUL)

// One row of an answer. Columns are counted from 0; valid during the callback.
class Row {
public:
    Row() = default;
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;
    virtual ~Row() = default;
    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual std::int64_t number(int column) const = 0;  // 0 when null
    [[nodiscard]] virtual std::string text(int column) const = 0;     // "" when null
};

using RowVisitor = std::function<Result<void>(const Row&)>;
inline Result<void> no_rows(const Row& /*row*/) { return {}; }

// How the two databases say the same; the words stand in braces in the statements of this layer, "{now}".
struct Dialect {
    std::string_view identity;       // type of a column that numbers rows
    std::string_view integer;        // type of 64 bits
    std::string_view strict;         // behind the columns of a table
    std::string_view strict_by_key;  // the same for one that is stored by its primary key
    std::string_view now;            // seconds since 1970
    std::string_view now_text;       // ISO 8601, UTC
    std::string_view skip_locked;    // behind a select whose row is to be updated by one client only
    std::string_view lock_row;       // behind a select whose row must not change until the end
    std::size_t rows_at_once;        // in one insert, where that is fastest
};

// Not thread-safe. Errors: unreachable, no_space, io, denied, bad_value (a mistake in a statement).
class Database {
public:
    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    virtual ~Database() = default;

    [[nodiscard]] virtual const Dialect& dialect() const = 0;
    // One statement; "$1" is the first parameter. It is prepared once and kept.
    virtual Result<void> execute(const std::string& statement, std::span<const Value> values,
                                 const RowVisitor& visit) = 0;
    // `durable`: on the disk when commit() returns. Otherwise a power cut may take the last moments away, a crash of
    // the program never.
    virtual Result<void> begin(bool durable) = 0;
    virtual Result<void> commit() = 0;
    virtual void roll_back() = 0;
    // Waits until others who want the same have ended their transaction.
    virtual Result<void> lock(const std::string& what) = 0;
    // Tries to get a lost connection back; false when it cannot.
    virtual bool reconnect() = 0;

    Result<void> run(const std::string& statement, std::initializer_list<Value> values = {},
                     const RowVisitor& visit = no_rows) {
        return execute(statement, std::span(values.begin(), values.size()), visit);
    }
};

// The statement with the dialect's words in place of those in braces.
[[nodiscard]] std::string in_dialect(std::string_view statement, const Dialect& dialect);

// Text as both databases take it: NUL and bytes that are no UTF-8 become visible.
[[nodiscard]] std::string storable(std::string_view text);

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path);
Result<std::unique_ptr<Database>> open_postgres(const std::string& url);

}  // namespace restante::ledger
