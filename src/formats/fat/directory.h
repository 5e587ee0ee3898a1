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
    // Behind one that was never used, where no system looks: sectors in between may have been lost. Names and
    // attributes of such entries can be right; whether it is a file, only its clusters tell.
    bool behind_end = false;
};

// In stored order, without ".", "..", volume labels and deleted directories; behind the first entry never used, without
// deleted files. A long name that does not belong to the entry behind it is passed over, and so is one of a deleted
// file.
[[nodiscard]] std::vector<Entry> read_directory(Bytes bytes);

// Begins with "." and "..", and "." is the cluster `first`: a directory other than the root.
[[nodiscard]] bool is_subdirectory(Bytes bytes, std::uint32_t first);
// The cluster of the directory above, as ".." says; 0: the root.
[[nodiscard]] std::uint32_t parent_of(Bytes subdirectory);

}  // namespace restante::fat
