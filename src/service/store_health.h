// Use case "how is the file?": which parts of a message file are alive, free, damaged, or of nobody. Reads only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/exit_code.h"

namespace restante::service {

struct StoreHealth {
    static constexpr std::size_t kMostCells = 1'024;
    static constexpr std::size_t kMostDamaged = 200;  // named; the portion counts all

    struct Portion {
        std::string_view state{};  // "live", "free", "damaged", "unclaimed"
        std::uint64_t blocks = 0, bytes = 0;
    };
    struct Damage {
        std::uint64_t offset = 0, size = 0;  // of the block in the file
        std::string object{};                // "message 86cde123"
        std::string problem{};
    };

    std::uint64_t size = 0;             // bytes of the file
    std::uint64_t cell_size = 0;        // bytes of the file that one cell stands for
    std::array<Portion, 4> portions{};  // in the order above
    std::vector<std::uint8_t> cells{};  // from the start of the file: the portion that fills most of it; damage wins
    std::vector<Damage> damaged{};      // from the start of the file
    bool raw = false;                   // the file has no usable map: its blocks were found by reading all of it
    bool complete = true;               // false: not all objects were looked into
};

// `path`: absolute. usage: it is not; bad_source: missing, unreadable, or no message file.
Outcome<StoreHealth> store_health(const std::string& path);

}  // namespace restante::service
