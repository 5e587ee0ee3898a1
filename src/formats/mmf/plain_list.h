// A list object whose bytes are all in memory. Source: docs/formats/mmf.md 3.1.
#pragma once

#include <optional>
#include <vector>

#include "base/bytes.h"
#include "formats/mmf/list_object.h"

namespace restante::mmf {

struct PlainList {
    std::uint32_t directory = 0;  // where it starts in the body
    std::vector<ListEntry> entries{};
};

// Nothing when the directory lies outside the body or is longer than it.
[[nodiscard]] std::optional<PlainList> read_plain_list(Bytes body);

// The elements that lie in front of the directory.
[[nodiscard]] std::vector<ListElement> elements_of(Bytes body);

}  // namespace restante::mmf
