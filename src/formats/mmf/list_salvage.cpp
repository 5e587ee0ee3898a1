#include "formats/mmf/list_salvage.h"

#include <cstdint>
#include <vector>

namespace restante::mmf {
std::optional<ListEntry> place_between_neighbours(const ListReader& list, std::size_t index) {
    const std::vector<ListEntry>& entries = list.entries();
    const std::uint32_t directory = list.directory();
    if (index >= entries.size()) return std::nullopt;
    std::uint64_t start = kFirstElement;
    if (index + 1 < entries.size()) {
        if (!entries[index + 1].inside(directory)) return std::nullopt;
        start = std::uint64_t{entries[index + 1].offset} + entries[index + 1].size;
    }
    std::uint64_t end = directory;
    if (index > 0) {
        if (!entries[index - 1].inside(directory)) return std::nullopt;
        end = entries[index - 1].offset;
    }
    const ListEntry& stored = entries[index];
    if (start >= end || (stored.offset == start && stored.size == end - start)) return std::nullopt;
    return ListEntry{stored.id, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end - start)};
}

}  // namespace restante::mmf
