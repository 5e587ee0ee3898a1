// Entries of a FAT directory, with the long names of Windows 95 put together. Source: docs/formats/fat.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/local_time.h"

namespace restante::fat {

struct Entry {
    std::string name{};  // long name in UTF-8, else NAME.EXT as stored
    bool directory = false;
    std::uint32_t first_cluster = 0;
    std::uint32_t size = 0;
    LocalTime modified{};  // not valid() when the entry has none
    bool deleted = false;  // "_" stands for the first letter of its name
};

// In stored order, without ".", "..", volume labels and deleted directories. Reading ends at the first entry never
// used. A long name that does not belong to the entry behind it is passed over, and so is one of a deleted file.
[[nodiscard]] std::vector<Entry> read_directory(Bytes bytes);

}  // namespace restante::fat
