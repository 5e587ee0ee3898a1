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
};

// In stored order, without ".", "..", volume labels and deleted entries. Reading ends at the first entry never used.
// A long name that does not belong to the entry behind it is passed over.
[[nodiscard]] std::vector<Entry> read_directory(Bytes bytes);

}  // namespace restante::fat
