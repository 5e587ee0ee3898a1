#include "formats/pst/messaging/empty_tables.h"

#include <algorithm>

#include "formats/pst/ltp/table_context.h"

namespace restante::pst {
namespace {

constexpr std::uint64_t kMostReferences = 60'000;

}  // namespace

Result<Bid> EmptyTable::use() {
    if (left_ == 0) {
        left_ = static_cast<std::uint16_t>(std::min(std::max<std::uint64_t>(users_, 1), kMostReferences));
        ltp::TableContext table = TRY(ltp::TableContext::begin(database_, schema_));
        bid_ = TRY(table.finish(left_)).data;
        users_ -= std::min<std::uint64_t>(users_, left_);
    }
    --left_;
    return bid_;
}

}  // namespace restante::pst
