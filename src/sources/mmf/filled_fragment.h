// A message of which only some attributes are left, completed with what its line in the folder's list says.
// Source: docs/recovery.md "Fragments".
#pragma once

#include <vector>

#include "formats/mmf/list_object.h"
#include "formats/mmf/store.h"
#include "model/message.h"

namespace restante::sources {

// Some of its attributes are lost.
[[nodiscard]] bool is_partial(const mmf::Store& store, mmf::Oid message);

// `summary` is the message as its line tells it. What `message` has stays, but for a text that is the subject: of a
// message that is cut off nothing tells the two apart.
void fill_gaps(model::Message& message, model::Message summary);
// The same for attributes as stored.
void fill_gaps(std::vector<mmf::ListElement>& message, std::vector<mmf::ListElement> summary);

}  // namespace restante::sources
