// The packing list: which code page a set of migration files is in, and which files belong to it.
// Source: docs/formats/migration.md, Packing list.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::exchange {

constexpr std::size_t kLargestPackingList = 16 * 1024 * 1024;  // bytes
constexpr std::size_t kPackingListStart = 512;                 // as many tell whether a file is one

struct PackingList {
    int code_page = 0;                   // as the file says, whether it is known or not
    std::vector<std::string> primary{};  // names of files, UTF-8, stored order
    std::vector<std::string> secondary{};
    std::vector<std::size_t> odd_lines{};  // that name no file; counted from 1
};

// By the first kPackingListStart bytes or fewer.
[[nodiscard]] bool is_packing_list(Bytes start);
// bad_magic: no number of a code page, or no row that names the columns; the offset is that of the line.
Result<PackingList> read_packing_list(Bytes bytes);
// Names are in the characters that every code page has.
[[nodiscard]] std::string packing_list_text(const PackingList& list);

}  // namespace restante::exchange
