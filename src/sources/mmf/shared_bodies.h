// The hidden bodies that copies share. Source: docs/formats/mmf.md 2.12.
#pragma once

#include <unordered_set>

#include "formats/mmf/store.h"

namespace restante::sources {

// Hidden bodies that some copy names: they are delivered through their copies. One that no copy names any more is the
// last of its text and counts as an object of its own.
[[nodiscard]] inline std::unordered_set<mmf::Oid> bodies_of_copies(const mmf::Store& store) {
    std::unordered_set<mmf::Oid> bodies;
    for (const mmf::Node& node : store.nodes()) {
        if (!node.is_alias()) continue;
        const mmf::Node* const body = store.find(mmf::Oid{node.offset});
        if (body != nullptr && body->is(mmf::flag::kHiddenBody) && !body->is_alias()) bodies.insert(body->oid);
    }
    return bodies;
}

}  // namespace restante::sources
