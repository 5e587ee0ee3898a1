// A file of a FAT volume, as its directory entry says. Source: docs/formats/fat.md "Directories".
#pragma once

#include <cstdint>
#include <string>

#include "base/local_time.h"

namespace restante::fat {

struct File {
    std::string path{};  // "DIR/NAME.EXT", bytes as stored: the long name (UTF-8) where there is one, else 8.3
    std::uint32_t size = 0;
    std::uint32_t first_cluster = 0;  // 0: empty
    std::uint32_t found = 0;          // of `size` bytes so many, from the first on, lie in clusters that are known
    LocalTime modified{};
    bool deleted = false;  // "_" stands for the letter its name has lost
};

}  // namespace restante::fat
