// One folder's entry in the visible or hidden hierarchy. Source: docs/formats/mmf-records.md "Folder hierarchy".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::mmf {

constexpr std::size_t kMaximumFolderName = 127;  // bytes; the same for the comment
constexpr std::uint16_t kMaximumLevel = 255;

// The element id beside it is the folder's OID. Text is raw bytes of the writer's code page.
struct HierarchyEntry {
    std::uint16_t level = 1;  // 1 = top; child of the nearest preceding entry of smaller level
    std::string name{};
    std::string comment{};
    ByteVector rest{0};  // what follows the comment: an empty third string

    bool operator==(const HierarchyEntry&) const = default;
};

// truncated: a string has no end; `file_offset` is where the element lies, for errors.
Result<HierarchyEntry> read_hierarchy_entry(Bytes element, std::uint64_t file_offset = 0);
// What is left of a damaged entry: a string without end goes to the end of the element, or to its greatest length.
// truncated: not even the first character of the name is there.
Result<HierarchyEntry> salvage_hierarchy_entry(Bytes element, std::uint64_t file_offset = 0);
// Text must not contain NUL.
[[nodiscard]] ByteVector write_hierarchy_entry(const HierarchyEntry& entry);

}  // namespace restante::mmf
