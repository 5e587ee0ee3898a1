// Where the data of a list's element must lie when its own directory entry is wrong.
// Source: docs/formats/mmf.md 3.1 (the elements follow one another without gaps, the last one first).
#pragma once

#include <cstddef>
#include <optional>

#include "formats/mmf/list_object.h"

namespace restante::mmf {

// The entry with the place its neighbours leave for it; nothing when they leave none or are wrong themselves, or when
// that is the place the entry names anyway.
[[nodiscard]] std::optional<ListEntry> place_between_neighbours(const ListReader& list, std::size_t index);

}  // namespace restante::mmf
