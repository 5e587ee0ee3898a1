#include "ledger/row_insert.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace restante::ledger {
namespace {

std::string statement_for(const RowInsert& insert, std::size_t rows) {
    std::string text = insert.head + " VALUES ";
    for (std::size_t row = 0; row < rows; ++row) {
        text += row == 0 ? "(" : ", (";
        for (std::size_t column = 1; column <= insert.columns; ++column)
            fmt::format_to(std::back_inserter(text), "{}${}", column == 1 ? "" : ", ", row * insert.columns + column);
        text += ")";
    }
    return text + " " + insert.tail;
}

}  // namespace

Result<void> insert_rows(Database& database, const RowInsert& insert, std::size_t rows,
                         const std::function<void(std::size_t row, std::vector<Value>& values)>& add_values) {
    // A few forms of each statement are prepared, not one for every number of rows.
    const std::size_t most = database.dialect().rows_at_once;
    std::vector<Value> values;
    std::size_t at = 0;
    for (const std::size_t together : {most, std::max<std::size_t>(most / 5, 1), std::size_t{1}}) {
        if (rows - at < together) continue;
        const std::string statement = in_dialect(statement_for(insert, together), database.dialect());
        for (; rows - at >= together; at += together) {
            values.clear();
            for (std::size_t row = 0; row < together; ++row) add_values(at + row, values);
            TRY_VOID(database.execute(statement, values, no_rows));
        }
    }
    return {};
}

}  // namespace restante::ledger
