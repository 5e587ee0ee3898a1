// What a target holds of an earlier run, read back to verify it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.h"

namespace restante::targets {

struct StoredItem {
    std::string item_id{};   // 32 hex digits, as the run gave it; "": the target does not keep it, sha256 tells
    std::string place{};     // file, or folder and number
    std::uint64_t size = 0;  // of the message; 0 when the target keeps it in another form
    std::string sha256{};    // of its bytes, lower-case hex; "" when size is 0
};

// An error ends the reading and is handed up.
using StoredItemVisitor = std::function<Result<void>(const StoredItem&)>;

}  // namespace restante::targets
