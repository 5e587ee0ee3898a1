// Many rows in few statements: over a network each statement costs a round trip.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/database.h"

namespace restante::ledger {

struct RowInsert {
    std::string head{};  // "INSERT INTO t (a, b)"
    std::size_t columns = 0;
    std::string tail{};  // "ON CONFLICT ..."; one statement must not meet the same conflict twice
};

// `add_values` appends the values of a row; called once for each of `rows`, in order. Errors of Database::execute().
Result<void> insert_rows(Database& database, const RowInsert& insert, std::size_t rows,
                         const std::function<void(std::size_t row, std::vector<Value>& values)>& add_values);

}  // namespace restante::ledger
