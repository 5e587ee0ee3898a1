#include "sources/mmf/damaged_summary.h"

#include <utility>

#include "formats/mmf/list_salvage.h"

namespace restante::sources {

Result<mmf::Summary> read_damaged_summary(mmf::ListReader& list, std::size_t index) {
    const mmf::ListEntry entry = list.entries()[index];
    const auto read_at = [&list](const mmf::ListEntry& place) -> Result<mmf::Summary> {
        const Bytes element = TRY(list.element(place));
        return mmf::read_summary(element, list.file_offset(place));
    };
    auto read = read_at(entry);
    if (read) return read;
    const auto place = mmf::place_between_neighbours(list, index);
    if (auto moved = place ? read_at(*place) : fail(read.error())) return moved;
    if (const auto element = list.element(entry))
        if (auto rest = mmf::salvage_summary(*element, list.file_offset(entry))) return rest;
    return read;
}

}  // namespace restante::sources
