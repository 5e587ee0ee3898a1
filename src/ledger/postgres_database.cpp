// PostgreSQL: the ledger of a fleet.
#include <fmt/format.h>
#include <libpq-fe.h>

#include <charconv>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ledger/database.h"

namespace restante::ledger {
namespace {

constexpr int kReconnectTries = 8;  // twice the pause each time: half a minute altogether, enough for a restart
constexpr auto kFirstPause = std::chrono::milliseconds(125);

constexpr Dialect kPostgres{
    .identity = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    .integer = "BIGINT",
    .strict = "",
    .strict_by_key = "",
    .now = "extract(epoch FROM clock_timestamp())::bigint",
    .now_text = R"(to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))",
    .skip_locked = " FOR UPDATE SKIP LOCKED",
    .lock_row = " FOR UPDATE",
    .rows_at_once = 50,
};

struct CloseConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ClearResult>;

std::string one_line_of(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    for (char& letter : text)
        if (letter == '\n' || letter == '\t') letter = ' ';
    return text;
}

class PostgresRow final : public Row {
public:
    PostgresRow(const PGresult* answer, int row) : answer_(answer), row_(row) {}
    [[nodiscard]] bool is_null(int column) const override { return PQgetisnull(answer_, row_, column) != 0; }
    [[nodiscard]] std::int64_t number(int column) const override {
        const std::string_view digits = view(column);
        std::int64_t value = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return value;
    }
    [[nodiscard]] std::string text(int column) const override { return std::string(view(column)); }

private:
    [[nodiscard]] std::string_view view(int column) const {
        return {PQgetvalue(answer_, row_, column), static_cast<std::size_t>(PQgetlength(answer_, row_, column))};
    }
    const PGresult* answer_;
    int row_;
};

class PostgresDatabase final : public Database {
public:
    static Result<std::unique_ptr<Database>> open(const std::string& url) {
        std::unique_ptr<PostgresDatabase> database(new PostgresDatabase(PQconnectdb(url.c_str())));
        if (PQstatus(database->connection_.get()) != CONNECTION_OK) return fail(database->failure(nullptr));
        database->prepare_connection();
        return std::unique_ptr<Database>(std::move(database));
    }

    [[nodiscard]] const Dialect& dialect() const override { return kPostgres; }

    Result<void> execute(const std::string& text, std::span<const Value> values, const RowVisitor& visit) override {
        const std::string name = TRY(prepared(text, values.size()));
        std::vector<std::string> numbers(values.size());
        std::vector<const char*> pointers(values.size(), nullptr);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (const auto* const integer = std::get_if<std::int64_t>(&values[i])) {
                numbers[i] = std::to_string(*integer);
                pointers[i] = numbers[i].c_str();
            } else if (const auto* const string = std::get_if<std::string>(&values[i])) {
                pointers[i] = string->c_str();
            }
        }
        const Answer answer(PQexecPrepared(connection_.get(), name.c_str(), static_cast<int>(values.size()),
                                           pointers.data(), nullptr, nullptr, 0));
        const ExecStatusType status = PQresultStatus(answer.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return fail(failure(answer.get()));
        for (int row = 0; row < PQntuples(answer.get()); ++row) TRY_VOID(visit(PostgresRow(answer.get(), row)));
        return {};
    }

    // A server that crashes while its clients go on must remember all that they were told is done.
    Result<void> begin(bool /*durable*/) override { return plain("BEGIN"); }
    Result<void> commit() override { return plain("COMMIT"); }
    void roll_back() override {
        if (PQtransactionStatus(connection_.get()) != PQTRANS_IDLE) (void)plain("ROLLBACK");
    }
    Result<void> lock(const std::string& what) override {
        return run("SELECT pg_advisory_xact_lock(hashtext($1))", {what});
    }
    bool reconnect() override {
        if (PQstatus(connection_.get()) == CONNECTION_OK) return false;
        auto pause = kFirstPause;
        for (int attempt = 0; attempt < kReconnectTries; ++attempt, pause *= 2) {
            PQreset(connection_.get());
            if (PQstatus(connection_.get()) == CONNECTION_OK) {
                prepare_connection();
                return true;
            }
            std::this_thread::sleep_for(pause);
        }
        return false;
    }

private:
    explicit PostgresDatabase(PGconn* connection) : connection_(connection) {}

    void prepare_connection() {
        prepared_.clear();
        PQsetNoticeProcessor(connection_.get(), [](void*, const char*) {}, nullptr);
    }

    Result<void> plain(const char* text) {
        const Answer answer(PQexec(connection_.get(), text));
        if (PQresultStatus(answer.get()) == PGRES_COMMAND_OK) return {};
        return fail(failure(answer.get()));
    }

    Result<std::string> prepared(const std::string& text, std::size_t parameters) {
        const auto known = prepared_.find(text);
        if (known != prepared_.end()) return known->second;
        std::string name = fmt::format("s{}", prepared_.size());
        const Answer answer(
            PQprepare(connection_.get(), name.c_str(), text.c_str(), static_cast<int>(parameters), nullptr));
        if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return fail(failure(answer.get()));
        prepared_.emplace(text, name);
        return name;
    }

    [[nodiscard]] Error failure(const PGresult* answer) const {
        const char* const state = answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
        const std::string_view code = state == nullptr ? std::string_view() : state;
        Errc kind = Errc::bad_value;
        if (PQstatus(connection_.get()) != CONNECTION_OK || code.starts_with("57P") || code.starts_with("08"))
            kind = Errc::unreachable;
        else if (code == "53100")  // disk full
            kind = Errc::no_space;
        else if (code.starts_with("58") || code.starts_with("53"))
            kind = Errc::io;
        else if (code == "42501" || code.starts_with("28"))
            kind = Errc::denied;
        const std::string text = one_line_of(answer != nullptr ? PQresultErrorMessage(answer) : "");
        return {kind, "database: " + (text.empty() ? one_line_of(PQerrorMessage(connection_.get())) : text), {}, {}};
    }

    std::unique_ptr<PGconn, CloseConnection> connection_;
    std::unordered_map<std::string, std::string> prepared_;  // statement -> its name in this connection
};

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string& url) { return PostgresDatabase::open(url); }

}  // namespace restante::ledger
