// Empty tables: the templates of the store, whose blocks the empty tables of its folders share.
// Source: docs/formats/pst.md section 11.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "formats/pst/ltp/table_schema.h"
#include "formats/pst/ndb/database.h"

namespace restante::pst {

// One kind of empty table, written as often as its users need, because a block counts its references in 16 bits.
class EmptyTable {
public:
    EmptyTable(ndb::Database& database, const ltp::TableSchema& schema) : database_(database), schema_(schema) {}

    // All users must be announced before the first use.
    void announce(std::uint64_t users) { users_ += users; }
    // The data block for one of them.
    Result<Bid> use();

private:
    ndb::Database& database_;
    const ltp::TableSchema& schema_;
    std::uint64_t users_ = 0;
    std::uint16_t left_ = 0;  // uses of the current block
    Bid bid_ = 0;
};

struct EmptyTables {
    EmptyTable hierarchy, contents, associated, search_contents;
};

}  // namespace restante::pst
